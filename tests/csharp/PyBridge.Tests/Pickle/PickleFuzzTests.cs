using System;
using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle;

namespace PyBridge.Tests.Pickle;

/// <summary>
/// Whatever the bytes are: a value or a <see cref="PickleException"/> with its offset, no other exception, and no
/// memory beyond a small multiple of the input.
/// </summary>
[TestFixture]
public sealed class PickleFuzzTests
{
    // Printed with the failing pickle; another one may be tried at any time.
    private const int Seed = 20_250_117;
    private const int Count = 240_000;

    // An empty list of one byte takes 32 bytes, a place on the growing stack up to 32 more, in all garbage included.
    private const int AllocatedPerByte = 96;
    private const int AllocatedPerPickle = 16 * 1024; // Mostly the exception, its message and trace.

    private static readonly PickleReaderOptions Options = new()
    {
        PersistentLoad = static identifier => identifier,
        AllowTrailingBytes = true,
        Buffers = [new byte[] { 1, 2 }, new byte[] { 3 }],
    };

    [Test]
    public void Load_MutatedPickles_GiveAValueOrAPickleException()
    {
        var mutator = new PickleMutator(Seed, Corpus());
        int read = 0;
        double most = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] pickle = mutator.Next();
            PickleReaderOptions? options = i % 2 == 0 ? null : Options;
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool wasRead = TryLoad(i, pickle, options, out object? value);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, (double)(allocated - AllocatedPerPickle) / Math.Max(1, pickle.Length));
            if (allocated > AllocatedPerPickle + ((long)AllocatedPerByte * pickle.Length))
            {
                Assert.Fail($"{allocated} bytes were allocated for {pickle.Length}: {Describe(i, pickle)}");
            }

            if (wasRead)
            {
                read++;
                WriteBack(value, i, pickle);
            }
        }

        TestContext.Out.WriteLine(
            $"seed {Seed}: {Count} pickles, {read} could be read; at most {most:F1} bytes allocated per byte");
        Assert.That(read, Is.GreaterThan(Count / 100), "the mutations are too wild to reach much of the reader");
        Assert.That(read, Is.LessThan(Count * 99 / 100), "the mutations are too tame to break anything");
    }

    private static bool TryLoad(int number, byte[] pickle, PickleReaderOptions? options, out object? value)
    {
        value = null;
        try
        {
            value = PickleReader.Load(pickle, options);
            return true;
        }
        catch (PickleException error) when (error.Offset >= 0 && error.Offset <= pickle.Length
            && error.PythonType is "UnpicklingError" or "EOFError")
        {
            return false;
        }
        catch (Exception error)
        {
            Assert.Fail($"{error}: {Describe(number, pickle)}");
            throw;
        }
    }

    /// <summary>The large pickles of every protocol, and their items one by one: small ones break less.</summary>
    private static byte[][] Corpus()
    {
        var corpus = new List<byte[]>();
        foreach (byte[] pickle in PickleCorpus.Pickles)
        {
            foreach (object? item in (List<object?>)PickleReader.Load(pickle)!)
            {
                corpus.Add(pickle);
                corpus.Add(GeneralPickler.Dump(item, corpus.Count % 4 < 2 ? 4 : 5).ToArray());
            }
        }

        return [.. corpus];
    }

    /// <summary>What could be read can be written, and read again.</summary>
    private static void WriteBack(object? value, int number, byte[] pickle)
    {
        try
        {
            ReadOnlyMemory<byte> written = GeneralPickler.Dump(value, 4 + (number % 2));
            PickleReader.Load(written, Options);
        }
        catch (Exception error)
        {
            Assert.Fail($"writing back: {error}: {Describe(number, pickle)}");
        }
    }

    private static string Describe(int number, byte[] pickle) =>
        $"seed {Seed}, pickle {number}: {Convert.ToHexString(pickle)}";
}
