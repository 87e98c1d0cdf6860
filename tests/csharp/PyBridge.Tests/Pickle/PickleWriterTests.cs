using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;
using NUnit.Framework;
using PyBridge.Pickle;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleWriterTests
{
    private const int FrameHeaderEnd = 2 + 9;

    [TestCase(0L, @"K\x00")]
    [TestCase(255L, @"K\xff")]
    [TestCase(256L, @"M\x00\x01")]
    [TestCase(65535L, @"M\xff\xff")]
    [TestCase(65536L, @"J\x00\x00\x01\x00")]
    [TestCase(-1L, @"J\xff\xff\xff\xff")]
    [TestCase(2147483647L, @"J\xff\xff\xff\x7f")]
    [TestCase(2147483648L, @"\x8a\x05\x00\x00\x00\x80\x00")]
    [TestCase(-2147483649L, @"\x8a\x05\xff\xff\xff\x7f\xff")]
    [TestCase(long.MinValue, @"\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x80")]
    public void WriteInt_Number_TakesTheShortestInstruction(long number, string expected)
    {
        Assert.That(Body(writer => writer.WriteInt(number)), Is.EqualTo(Bytes(expected)));
        Assert.That(Body(writer => writer.WriteBigInteger(number)), Is.EqualTo(Bytes(expected)));
    }

    [Test]
    public void WriteInt_BeyondLong_IsWrittenUnsigned()
    {
        byte[] expected = Bytes(@"\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x80\x00");

        Assert.That(Body(writer => writer.WriteInt(1UL << 63)), Is.EqualTo(expected));
        Assert.That(Body(writer => writer.WriteBigInteger(BigInteger.One << 63)), Is.EqualTo(expected));
    }

    [TestCase(255, 2)]
    [TestCase(256, 5)]
    public void WriteString_Length_DecidesTheInstruction(int length, int headerSize)
    {
        byte[] body = Body(writer => writer.WriteString(new string('x', length)));

        Assert.That(body, Has.Length.EqualTo(headerSize + length));
    }

    [TestCase(85, 2)]
    [TestCase(86, 5)]
    public void WriteString_LengthInBytes_Counts(int length, int headerSize)
    {
        byte[] body = Body(writer => writer.WriteString(new string('\u20AC', length)));

        Assert.That(body, Has.Length.EqualTo(headerSize + (3 * length)));
    }

    [Test]
    public void WriteString_LoneSurrogates_AreKept()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Body(writer => writer.WriteString("\uD800")), Is.EqualTo(Bytes(@"\x8c\x03\xed\xa0\x80")));
            Assert.That(Body(writer => writer.WriteString("a\uDFFFb")),
                Is.EqualTo(Bytes(@"\x8c\x05a\xed\xbf\xbfb")));
            Assert.That(Body(writer => writer.WriteString("\uDC00\uD800")),
                Is.EqualTo(Bytes(@"\x8c\x06\xed\xb0\x80\xed\xa0\x80")));
        });
    }

    [Test]
    public void WriteGlobal_AgainOrFromTheSameModule_RefersBack()
    {
        byte[] body = Body(writer =>
        {
            writer.WriteGlobal("m", "a");
            writer.WriteGlobal("m", "b");
            writer.WriteGlobal("m", "a");
            writer.WriteTuple(3);
        });

        Assert.That(body, Is.EqualTo(Bytes(@"\x8c\x01m\x94\x8c\x01a\x93\x94h\x00\x8c\x01b\x93\x94h\x01\x87")));
    }

    [Test]
    public void WriteByteArray_Protocol4_CallsTheType()
    {
        byte[] body = Body(writer => writer.WriteByteArray([1]), protocol: 4);

        Assert.That(body, Is.EqualTo(Bytes(@"\x8c\x08builtins\x94\x8c\x09bytearray\x93\x94C\x01\x01\x85R")));
        Assert.That(Body(writer => writer.WriteByteArray([1])),
            Is.EqualTo(Bytes(@"\x96\x01\x00\x00\x00\x00\x00\x00\x00\x01")));
    }

    [TestCase(0, @"\x80\x05.")]
    [TestCase(2, @"\x80\x05NN.")]
    [TestCase(3, @"\x80\x05\x95\x04\x00\x00\x00\x00\x00\x00\x00NNN.")]
    public void Finish_FrameOfFewBytes_HasNoHeader(int instructions, string expected)
    {
        var writer = new PickleWriter();
        for (int i = 0; i < instructions; i++)
        {
            writer.WriteNone();
        }

        Assert.That(writer.Finish().ToArray(), Is.EqualTo(Bytes(expected)));
    }

    [Test]
    public void Finish_ManySmallValues_AreCutIntoFrames()
    {
        var writer = new PickleWriter();
        writer.WriteMark();
        for (int i = 0; i < 100_000; i++)
        {
            writer.WriteInt(i);
        }

        writer.WriteTupleFromMark();

        List<int> frames = FrameSizes(writer.Finish().Span, out int unframed);
        Assert.That(frames, Has.Count.GreaterThan(3));
        Assert.That(frames.GetRange(0, frames.Count - 1), Is.All.InRange(64 * 1024, (64 * 1024) + 8));
        Assert.That(unframed, Is.EqualTo(2));
    }

    [Test]
    public void Finish_LargePayloads_LieOutsideOfFrames()
    {
        var writer = new PickleWriter();
        writer.WriteMark();
        writer.WriteBytes(new byte[64 * 1024]);
        writer.WriteByteArray(new byte[100_000]);
        writer.WriteString(new string('x', 70_000));
        writer.WriteBytes(new byte[(64 * 1024) - 1]);
        writer.WriteTupleFromMark();

        List<int> frames = FrameSizes(writer.Finish().Span, out int unframed);
        int largest = 5 + (64 * 1024) - 1;
        Assert.That(frames, Is.EqualTo(new[] { largest }));
        int header = 2;
        int tooSmallForFrames = "(".Length + "t.".Length;
        Assert.That(unframed,
            Is.EqualTo(header + tooSmallForFrames + (5 + (64 * 1024)) + (9 + 100_000) + (5 + 70_000)));
    }

    [Test]
    public void WriteGet_MemoIndex_TakesTheShortestInstruction()
    {
        var writer = new PickleWriter();
        writer.WriteNone();
        for (int i = 0; i < 300; i++)
        {
            Assert.That(writer.Memoize(), Is.EqualTo(i));
        }

        writer.WriteGet(255);
        writer.WriteGet(256);

        ReadOnlySpan<byte> pickle = writer.Finish().Span;
        Assert.That(pickle[(FrameHeaderEnd + 301)..].ToArray(), Is.EqualTo(Bytes(@"h\xffj\x00\x01\x00\x00.")));
    }

    [Test]
    public void Writer_ArgumentOutOfRange_IsRefused()
    {
        var writer = new PickleWriter();

        Assert.Multiple(() =>
        {
            Assert.That(() => new PickleWriter(3), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new PickleWriter(6), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.WriteTuple(0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.WriteTuple(4), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.WriteGet(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    /// <summary>The instructions of a pickle between its header and <c>STOP</c>.</summary>
    private static byte[] Body(Action<PickleWriter> write, int protocol = 5)
    {
        var writer = new PickleWriter(protocol);
        write(writer);
        byte[] pickle = writer.Finish().ToArray();
        int start = pickle[2] == (byte)PickleOpcode.Frame ? FrameHeaderEnd : 2;
        return pickle[start..^1];
    }

    /// <summary>Walks over a pickle whose large payloads are the only ones outside of frames.</summary>
    private static List<int> FrameSizes(ReadOnlySpan<byte> pickle, out int unframed)
    {
        var sizes = new List<int>();
        unframed = 2;
        int position = 2;
        while (position < pickle.Length)
        {
            ReadOnlySpan<byte> rest = pickle[position..];
            int step = (PickleOpcode)rest[0] switch
            {
                PickleOpcode.Frame => 9 + (int)BinaryPrimitives.ReadInt64LittleEndian(rest[1..]),
                PickleOpcode.BinBytes or PickleOpcode.BinUnicode =>
                    5 + BinaryPrimitives.ReadInt32LittleEndian(rest[1..]),
                PickleOpcode.ByteArray8 => 9 + (int)BinaryPrimitives.ReadInt64LittleEndian(rest[1..]),
                _ => 1,
            };
            if ((PickleOpcode)rest[0] == PickleOpcode.Frame)
            {
                sizes.Add(step - 9);
            }
            else
            {
                unframed += step;
            }

            position += step;
        }

        return sizes;
    }
}
