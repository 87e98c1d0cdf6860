using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using PyBridge.Results;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>Result files that a damaged child might leave: an error, no object and no hang.</summary>
internal sealed class ResultFileTests : ProcessFixture
{
    [Test]
    public void Header_OfEmptyOrHalfWrittenFile_IsNone()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        Assert.That(ResultHeader.Read(file).Kind, Is.EqualTo(ResultKind.None));
        file.Write(new byte[100], ResultHeader.Length);
        Assert.That(ResultHeader.Read(file).Kind, Is.EqualTo(ResultKind.None));
    }

    [Test]
    public void Header_WritesTheBytesOfTheProtocol()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        ResultHeader.Write(file, ResultKind.PythonValue, 5);
        var bytes = new byte[ResultHeader.Length];
        file.Read(bytes, 0);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("5059524553554C5402000000010000000500000000000000"));
    }

    [TestCase("NORESULT", 1u, 1, 0L)]
    [TestCase("PYRESULT", 1u, 1, 0L)]
    [TestCase("PYRESULT", 2u, 8, 0L)]
    [TestCase("PYRESULT", 2u, 1, -1L)]
    public void Header_OfOtherBytes_Throws(string letters, uint version, int kind, long length)
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        var header = new byte[ResultHeader.Length];
        Encoding.ASCII.GetBytes(letters, header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), kind);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), length);
        file.Write(header, 0);
        Assert.That(() => ResultHeader.Read(file), Refused("it does not begin as one"));
    }

    [TestCase(long.MaxValue)]
    [TestCase(1_000_000_000L)]
    public void Read_OfLengthThatLies_Throws(long length)
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        ResultHeader.Write(file, ResultKind.PythonValue, length);
        Assert.That(
            () => ResultReader.Read(file, ResultKind.PythonValue, length, typeof(int)),
            Refused($"it stops after 0 of {length} bytes"));
        Assert.That(
            () => ResultReader.ReadFailure(file, ResultKind.PythonValue, length),
            Refused($"it stops after 0 of {length} bytes"));
    }

    [Test]
    public void ReadFailure_OfValue_LooksAtItsLengthAlone()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        file.Write("no pickle"u8, ResultHeader.Length);
        Assert.That(ResultReader.ReadFailure(file, ResultKind.PythonValue, 9), Is.Null);
        Assert.That(
            () => ResultReader.ReadFailure(file, ResultKind.DotNetValue, 9),
            Refused("it is an object of .NET, which only a parent of .NET reads"));
    }

    [Test]
    public void Buffers_BehindThePickle_AreRead([Values] bool isSealed)
    {
        byte[] elements = new byte[1 << 17];
        Random.Shared.NextBytes(elements);
        using var file = FileWith(elements, out var length);
        if (isSealed)
        {
            file.Seal();
        }

        var (value, failure) = ResultReader.Read(file, ResultKind.PythonValueWithBuffers, length, typeof(byte[][]));
        Assert.That(failure, Is.Null);
        Assert.That(value, Is.EqualTo(new byte[][] { elements, [1] }));
        Assert.That(LinesOf("/proc/self/maps", "memfd:pybridge-result"), Is.Empty, "nothing stays mapped");
    }

    [TestCase(0, -1L)]
    [TestCase(0, 1L << 40)]
    [TestCase(8, -1L)]
    [TestCase(8, long.MaxValue)]
    [TestCase(8, 1L << 18)]
    [TestCase(16, 2L)]
    [TestCase(16, -1L)]
    [TestCase(16, long.MaxValue)]
    public void Buffers_OfDamagedTable_Throw(int offset, long number)
    {
        using var file = FileWith(new byte[1 << 17], out var length);
        var damaged = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(damaged, number);
        file.Write(damaged, ResultHeader.Length + length - 24 + offset);
        file.Seal();
        Assert.That(
            () => ResultReader.Read(file, ResultKind.PythonValueWithBuffers, length, typeof(byte[][])),
            Throws.TypeOf<PickleException>().With.Message.StartsWith("the result of a process cannot be read: "));
        Assert.That(LinesOf("/proc/self/maps", "memfd:pybridge-result"), Is.Empty);
    }

    [Test]
    public void Buffers_LargerThanAnArray_Throw()
    {
        using var file = FileWith(new byte[1 << 17], out var length);
        var size = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(size, 3L << 30);
        file.Write(size, ResultHeader.Length + length - 24 + 8);
        file.Write([0], 5L << 30); // a hole, which takes no memory
        Assert.That(
            () => ResultReader.Read(file, ResultKind.PythonValueWithBuffers, length, typeof(byte[][])),
            Refused($"a buffer is 3221225472 bytes long, and one array of .NET holds {Array.MaxLength}"));
    }

    [Test]
    public void Read_OfMoreThanAnArray_Throws()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        file.Write([0], 5L << 30); // a hole, which takes no memory
        Assert.That(
            () => ResultReader.ReadBody(file, 3L << 30),
            Refused($"it is 3221225472 bytes long, and one array of .NET holds {Array.MaxLength}"));
    }

    [Test]
    public void Read_OfAFileThatIsCutMeanwhile_Throws()
    {
        using var file = new ShrinkingFile();
        Assert.That(() => ResultReader.ReadBody(file, 5), Refused("it has become shorter"));
    }

    [Test]
    public void Map_OfAFileThatItsWriterMayChange_Throws()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        file.Write([1, 2, 3], 0);
        using var descriptor = new SafeFileHandle(file.Release(), ownsHandle: true);
        Assert.That(
            () => ProcessPlatform.Current.Map((int)descriptor.DangerousGetHandle(), 3, owns: false),
            Throws.TypeOf<PickleException>().With.Message.EqualTo("a buffer of the message is not sealed, or shorter than it says"));
    }

    [Test]
    public void Buffers_OfTooFewBytes_Throw()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        file.Write("no pickle"u8, ResultHeader.Length);
        for (var length = 0; length < 10; length++)
        {
            Assert.That(
                () => ResultReader.Read(file, ResultKind.PythonValueWithBuffers, length, typeof(object)), Throws.TypeOf<PickleException>());
        }
    }

    [Test]
    public void Record_OfOtherItems_Throws()
    {
        object?[] whole = ["acme.Error", PickleTuple.Of(["ValueError"]), "message", "trace", 1L, new byte[1]];
        Assert.That(FailureRecord.Read(Record(whole)).PythonTypes, Is.EqualTo(new[] { "ValueError" }));
        object?[] wrong = [1L, "ValueError", null, null, 1.5, "text"];
        for (var i = 0; i < whole.Length; i++)
        {
            object?[] items = [.. whole[..i], wrong[i], .. whole[(i + 1)..]];
            Assert.That(() => FailureRecord.Read(Record(items)), Refused("it tells of a failure in an unknown way"), $"item {i}");
        }

        Assert.That(
            () => FailureRecord.Read(Record(whole[..5])), Refused("it tells of a failure in an unknown way"));
        whole[1] = PickleTuple.Of([1L]);
        Assert.That(() => FailureRecord.Read(Record(whole)), Refused("a type without a name failed"));
    }

    [Test]
    public void Read_OfTypeThatTheReceiverDidNotDeclare_MakesNoObject()
    {
        var forged = ObjectResult.Write(new Marked(), typeof(object));
        byte[] bytes = [.. forged[0].Span, .. forged[1].Span];
        Assert.That(
            () => ObjectResult.Read(bytes, typeof(object)),
            Refused($"it holds a {typeof(Marked)}, for which System.Object has no place; declare it, or a type it is derived from"));
        Assert.That(() => ObjectResult.Read(bytes, typeof(int)), Throws.TypeOf<PickleException>());
        Assert.That(ObjectResult.Read(bytes, typeof(Marked)), Is.TypeOf<Marked>());
    }

    [Test]
    public void Read_OfTypesThatStopEarly_Throws() => Assert.That(
        () => ObjectResult.Read(new byte[1], typeof(object)),
        Throws.TypeOf<PickleException>().With.Message.EqualTo("the types of a result cannot be read: it stops early"));

    [Test]
    public void Write_OfWhatBelongsToTheProcess_Throws()
    {
        using var process = new Process();
        Assert.That(
            () => ObjectResult.Write(process, typeof(object)),
            Throws.TypeOf<PickleException>().With.Message.EqualTo(
                "cannot pickle result: PyBridge.Process (it means something to the process that made it only)"));
    }

    [Test]
    public void Record_OfAnErrorThatCannotTellItself_SaysSo() =>
        Assert.That(FailureRecord.Of(new Mute()).Message, Is.EqualTo("<exception str() failed>"));

    [Test]
    public void Read_OfDamagedBytes_NeverThrowsAnythingElse()
    {
        var whole = ObjectResult.Write(new Exception[] { new ArgumentException("a", "b") }, typeof(Exception[]));
        byte[] bytes = [.. whole[0].Span, .. whole[1].Span];
        var random = new Random(20240229);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                _ = ObjectResult.Read(damaged, typeof(Exception[]));
            }
            catch (PickleException)
            {
            }
        }
    }

    [Test]
    public void Seal_AfterTheEnd_KeepsEverybodyFromWriting()
    {
        using var file = ProcessPlatform.Current.CreateResultFile();
        ResultHeader.Write(file, ResultKind.PythonValue, 0);
        file.Seal();
        Assert.That(() => file.Write([1], 0), Throws.TypeOf<PlatformException>());
    }

    private static ResultFile FileWith(byte[] elements, out long length)
    {
        var file = ProcessPlatform.Current.CreateResultFile();
        var buffers = new List<ReadOnlyMemory<byte>>();
        var value = PickleTuple.Of([new PickleBuffer(elements, isReadOnly: false), new PickleBuffer(new byte[] { 1 }, isReadOnly: false)]);
        var pickle = GeneralPickler.Dump(value, buffers: buffers);
        var table = new ResultBuffers(ResultHeader.Length + pickle.Length, buffers);
        file.Write(pickle.Span, ResultHeader.Length);
        file.Write(table.Bytes.Span, ResultHeader.Length + pickle.Length);
        table.Write(file);
        length = pickle.Length + table.Bytes.Length;
        return file;
    }

    private sealed class Mute : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }

    /// <summary>A file that its writer, which lives on, cuts while it is read.</summary>
    private sealed class ShrinkingFile : ResultFile
    {
        public override long Length => 1000;

        public override PlatformException? Refusal => null;

        public override void Write(ReadOnlySpan<byte> bytes, long offset) => throw new NotSupportedException();

        public override void Truncate(long length) => throw new NotSupportedException();

        public override int Read(Span<byte> buffer, long offset) => buffer.Length - 1;

        public override void Refuse(int errorNumber) => throw new NotSupportedException();

        public override void Seal() => throw new NotSupportedException();

        public override MappedFile? Map(long offset, int length) => null;

        public override int Release() => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }

    private static string[] LinesOf(string path, string part) =>
        Array.FindAll(File.ReadAllLines(path), line => line.Contains(part, StringComparison.Ordinal));

    private static ReadOnlyMemory<byte> Record(object?[] items) => GeneralPickler.Dump(PickleTuple.Of(items));

    private static EqualStringConstraint Refused(string why) => Throws.TypeOf<PickleException>().With.Message
        .EqualTo($"the result of a process cannot be read: {why}");

    private sealed class Marked;
}
