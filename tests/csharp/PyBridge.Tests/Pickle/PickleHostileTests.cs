using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

/// <summary>
/// Pickles made to crash, hang or exhaust their reader. None may: where reading would take more than about linear
/// time, it is refused. A test that does not end is one that fails.
/// </summary>
[TestFixture]
public sealed class PickleHostileTests
{
    // What the documentation of the reader promises; garbage of growing arrays included.
    private const int AllocatedPerByte = 96;
    private const int Many = 300_000;

    [TestCase("]")]
    [TestCase("}")]
    [TestCase(")")]
    [TestCase("N")]
    [TestCase(@"\x8f")]
    [TestCase(@"N\x94", TestName = "Load_BombOfMemoizedNone_TakesASmallMultiple")]
    [TestCase(@"]\x94")]
    [TestCase(@"K\x01")]
    [TestCase(@"M\xff\xff")]
    [TestCase(@"G\x00\x00\x00\x00\x00\x00\x00\x01")]
    [TestCase(@"\x8c\x01a")]
    [TestCase(@"C\x01a")]
    [TestCase(@"N\x85")]
    [TestCase(@"]N\x85a")]
    [TestCase(@"]Na")]
    [TestCase(@"}NNs")]
    [TestCase(@"\x8f(N\x90")]
    [TestCase(@"(N\x91")]
    [TestCase("(l")]
    [TestCase("(d")]
    [TestCase("(t")]
    [TestCase("(Nt")]
    [TestCase(@"ca\nb\n")]
    [TestCase(@"ca\nb\n)R")]
    [TestCase(@"ca\nb\n)R]b")]
    [TestCase(@"ca\nb\n)RNa")]
    [TestCase(@"ca\nb\n)RNNs")]
    [TestCase(@"(ia\nb\n")]
    [TestCase(@"I7\n")]
    [TestCase(@"Va\n")]
    [TestCase(@"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01")]
    [TestCase(@"cdecimal\nDecimal\nVx\n\x85R")]
    [TestCase(@"cbuiltins\nset\n)R")]
    public void Load_Bomb_TakesASmallMultipleOfItsSize(string instructions)
    {
        byte[] pickle = Repeated("", instructions, Many, ".");

        long before = GC.GetAllocatedBytesForCurrentThread();
        PickleReader.Load(pickle);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        double multiple = (double)allocated / pickle.Length;
        TestContext.Out.WriteLine($"{multiple:F1} bytes per byte");
        Assert.That(multiple, Is.LessThan(AllocatedPerByte));
    }

    [Test]
    public void Load_OneGlobalCalledOverAndOver_TakesASmallMultiple()
    {
        byte[] pickle = Repeated(@"ca\nb\n\x940", @"h\x00)R]b", Many, ".");

        long before = GC.GetAllocatedBytesForCurrentThread();
        PickleReader.Load(pickle);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That((double)allocated / pickle.Length, Is.LessThan(AllocatedPerByte));
    }

    [TestCase(@"B\xff\xff\xff\x7f")]
    [TestCase(@"B\xff\xff\xff\xff")]
    [TestCase(@"X\xff\xff\xff\xff")]
    [TestCase(@"T\xff\xff\xff\x7f")]
    [TestCase(@"\x8b\xff\xff\xff\x7f")]
    [TestCase(@"\x8b\x00\x00\x00\x80")]
    [TestCase(@"\x8d\x00\x00\x00\x00\x01\x00\x00\x00")]
    [TestCase(@"\x8e\x00\x00\x00\x00\x01\x00\x00\x00")]
    [TestCase(@"\x96\x00\x00\x00\x00\x01\x00\x00\x00")]
    [TestCase(@"\x8e\xff\xff\xff\xff\xff\xff\xff\xff")]
    [TestCase(@"\x95\xff\xff\xff\xff\xff\xff\xff\xff")]
    [TestCase(@"Nr\xfe\xff\xff\xff0")]
    [TestCase(@"Np999999999999999999\n0")]
    [TestCase(@"cbuiltins\nbytearray\nJ\xff\xff\xff\x7f\x85R0")]
    [TestCase(@"cbuiltins\nbytes\nJ\xff\xff\xff\x7f\x85R0")]
    public void Load_HugeNumber_AllocatesNothingForIt(string instructions)
    {
        byte[] pickle = Bytes(instructions);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => PickleReader.Load(pickle), Throws.TypeOf<PickleException>());

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 * 1024));
    }

    [Test]
    public void Load_MarksBeyondMaxDepth_AreRefused()
    {
        PickleException error = Refused(Repeated("", "(", Many, "."));

        Assert.That(error.Offset, Is.EqualTo(PickleLimits.Default.MaxDepth));
    }

    [Test]
    public void Load_ListsDeepInOneAnother_AreRead()
    {
        var list = (List<object?>)PickleReader.Load(Repeated("", "]", Many, new string('a', Many - 1) + "."))!;

        int depth = 1;
        for (; list.Count > 0; depth++)
        {
            list = (List<object?>)list[0]!;
        }

        Assert.That(depth, Is.EqualTo(Many));
    }

    [TestCase(@"})", @"\x85", "Ns.", TestName = "Load_KeyOfDeepTuples_IsRefused")]
    [TestCase(@"\x8f()", @"\x85", @"\x90.", TestName = "Load_SetItemOfDeepTuples_IsRefused")]
    [TestCase(@"()", @"\x85", @"\x91.", TestName = "Load_FrozenSetItemOfDeepTuples_IsRefused")]
    public void Load_DeepKey_IsRefused(string start, string instructions, string end)
    {
        byte[] pickle = Repeated(start, instructions, Many, end);
        var limits = new PickleReaderOptions { Limits = new PickleLimits { MaxDepth = 1_000_000 } };
        Exception? withoutLimit = null;
        var thread = new Thread(
            () => withoutLimit = Assert.Catch(() => PickleReader.Load(pickle, limits)), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.That(Refused(pickle).Message, Does.Contain("a key is nested too deeply"));
        Assert.That(withoutLimit, Is.TypeOf<PickleException>().With.Message.Contains("a key is nested too deeply"));
    }

    [Test]
    public void Load_KeyOfDeepFrozenSets_IsRead()
    {
        // Each is hashed as it is made, one level at a time.
        byte[] pickle = Repeated(@")\x940", @"(h\x00\x91q\x000", Many, @"}h\x00Ns.");

        Assert.That((PickleDictionary)PickleReader.Load(pickle)!, Has.Count.EqualTo(1));
    }

    [Test]
    public void Load_CyclicKey_IsRefused()
    {
        // A list that holds the tuple that holds it.
        Assert.That(Refused(@"}]\x94h\x00\x85\x940h\x01a0h\x01Ns.").Message, Is.EqualTo("unhashable type: 'list'"));
    }

    [Test]
    public void Load_KeysThatContainThemselvesThroughAnObject_AreRead()
    {
        // The object counts by identity, so its state is not looked at.
        string literal = @"cm\nC\n)\x81\x940}(h\x00\x85\x94Nh\x00Nuh\x00h\x01b0.";

        Assert.That((PickleDictionary)Load(literal)!, Has.Count.EqualTo(2));
    }

    [Test]
    public void Load_KeyDoublingAtEachLevel_IsComparedOnce()
    {
        string key = ")" + Literal(@"2\x86", PickleLimits.MaxKeyDepth - 1);

        var dictionary = (PickleDictionary)Load("}" + key + "N" + "s" + key + "Ns.")!;

        Assert.That(dictionary, Has.Count.EqualTo(1));
    }

    [TestCase(@"\x8d\x40\x42\x0f\x00\x00\x00\x00\x00", TestName = "Load_LongTextAsKeyOverAndOver_IsHashedOnce")]
    [TestCase(@"B\x40\x42\x0f\x00", TestName = "Load_LongBytesAsKeyOverAndOver_IsHashedOnce")]
    [TestCase(@"\x8b\x40\x42\x0f\x00", TestName = "Load_LongIntegerAsKeyOverAndOver_IsHashedOnce")]
    public void Load_LongKeyOverAndOver_IsHashedOnce(string header)
    {
        byte[] pickle = Repeated(header + new string('x', 1_000_000) + @"\x940}\x94", @"h\x00h\x00s", Many, ".");

        Assert.That((PickleDictionary)PickleReader.Load(pickle)!, Has.Count.EqualTo(1));
    }

    [TestCase(@"B\x40\x42\x0f\x00")]
    [TestCase(@"X\x40\x42\x0f\x00")]
    [TestCase(@"\x8b\x40\x42\x0f\x00")]
    public void Load_EqualLongKeysOverAndOver_AreRefused(string header)
    {
        string key = header + new string('x', 1_000_000) + @"\x940";
        byte[] pickle = Repeated(key + key + "}", @"h\x00Nsh\x01Ns", Many, ".");

        Assert.That(Refused(pickle).Message, Does.Contain("the keys of the pickle are too costly to compare"));
    }

    [TestCase("set")]
    [TestCase("frozenset")]
    public void Load_ListCopiedOverAndOver_IsRefused(string type)
    {
        string items = @"](" + Literal("N", 10_000) + @"e\x85\x940";
        byte[] pickle = Repeated(items + $@"cbuiltins\n{type}\n\x940", @"h\x01h\x00R0", Many, "N.");

        Assert.That(Refused(pickle).Message, Does.Contain("the calls of the pickle copy more than it holds"));
    }

    [Test]
    public void Load_BytesCopiedOverAndOver_AreRefused()
    {
        string text = @"X\x10\x27\x00\x00" + new string('x', 10_000) + @"Vlatin1\n\x86\x940";
        byte[] pickle = Repeated(text + @"c_codecs\nencode\n\x940", @"h\x01h\x00R0", Many, "N.");

        Assert.That(Refused(pickle).Message, Does.Contain("the calls of the pickle copy more than it holds"));
    }

    [Test]
    public void Load_KeysThatCollideInCPython_AreReadInLinearTime()
    {
        // Multiples of CPython's modulus hash to 0 there; here the hash is seeded.
        using var stream = new MemoryStream();
        stream.Write(Bytes(@"\x8f("));
        for (long i = 1; i <= Many; i++)
        {
            stream.Write(Bytes(@"\x8a\x08"));
            stream.Write(BitConverter.GetBytes(i << 32));
        }

        stream.Write(Bytes(@"\x90."));

        Assert.That((PickleSet)PickleReader.Load(stream.ToArray())!, Has.Count.EqualTo(Many));
    }

    [TestCase(@"G\x7f\xf8\x00\x00\x00\x00\x00\x00", TestName = "Load_ManyNaNs_AreDistinctItems")]
    [TestCase(@"ca\nb\n)R", TestName = "Load_ManyObjects_AreDistinctItems")]
    public void Load_ManyUnequalItems_AreDistinct(string item)
    {
        byte[] pickle = Repeated(@"\x8f(", item, Many, @"\x90.");

        Assert.That((PickleSet)PickleReader.Load(pickle)!, Has.Count.EqualTo(Many));
    }

    [Test]
    public void Load_SparseMemoIndexes_AreReadInLinearTime()
    {
        using var stream = new MemoryStream();
        stream.WriteByte((byte)'N');
        for (uint i = 0; i < Many; i++)
        {
            stream.WriteByte((byte)'r');
            stream.Write(BitConverter.GetBytes((i * 8191) + 1_000_000));
        }

        stream.WriteByte((byte)'.');

        Assert.That(PickleReader.Load(stream.ToArray()), Is.Null);
    }

    /// <summary>A piece of a literal, so many times.</summary>
    private static string Literal(string piece, int count) => string.Concat(Enumerable.Repeat(piece, count));

    private static byte[] Repeated(string start, string repeated, int count, string end)
    {
        byte[] piece = Bytes(repeated);
        using var stream = new MemoryStream();
        stream.Write(Bytes(start));
        for (int i = 0; i < count; i++)
        {
            stream.Write(piece);
        }

        stream.Write(Bytes(end));
        return stream.ToArray();
    }
}
