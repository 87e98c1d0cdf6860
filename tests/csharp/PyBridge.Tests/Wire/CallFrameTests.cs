using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Platform;
using PyBridge.Wire;
using PyBridge.Worker.Serving;

namespace PyBridge.Tests.Wire;

/// <summary>Holds the worker's side of calls to the test vectors that docs/protocol.md names.</summary>
[TestFixture]
internal sealed class CallFrameTests
{
    [TestCase("call")]
    [TestCase("call-without-arguments")]
    [TestCase("call-with-files")]
    public void Read_Vector_GivesItsContent(string file)
    {
        var vector = Load(file);
        foreach (var step in (int[])[1, 7, int.MaxValue])
        {
            using var channel = new GivenChannel(Frame(vector), Numbers(vector), step);
            var call = new CallReader(channel).Read()!;
            Assert.That(call.Method, Is.EqualTo(vector["method"]!.GetValue<string>()));
            Assert.That(Encoding.UTF8.GetString(call.Folder), Is.EqualTo(vector["folder"]!.GetValue<string>()));
            Assert.That(Convert.ToHexStringLower(call.Arguments), Is.EqualTo(vector["numbered"]!.GetValue<string>()));
        }
    }

    [TestCase("ready")]
    [TestCase("answer")]
    public void Write_HeaderOfVector_GivesItsBytes(string file)
    {
        var frame = Frame(Load(file));
        var header = new byte[CallFrame.HeaderSize];
        CallFrame.Read(frame).Write(header);
        Assert.That(header, Is.EqualTo(frame[..CallFrame.HeaderSize]));
    }

    [Test]
    public void Read_EveryTruncation_IsTheEnd()
    {
        var vector = Load("call");
        var frame = Frame(vector);
        for (var length = 0; length < frame.Length; length++)
        {
            using var channel = new GivenChannel(frame[..length], [], int.MaxValue);
            Assert.That(new CallReader(channel).Read(), Is.Null);
        }
    }

    [TestCase("answer", 0)] // it is for the other side
    [TestCase("call", 1)] // a file that nothing refers to
    [TestCase("call-with-files", 1)] // one too few
    public void Read_FrameThatIsNoCall_ThrowsPickleException(string file, int files)
    {
        using var channel = new GivenChannel(Frame(Load(file)), [.. new int[files]], int.MaxValue);
        Assert.Throws<PickleException>(() => new CallReader(channel).Read());
    }

    private static byte[] Frame(JsonNode vector) => Convert.FromHexString(vector["frame"]!.GetValue<string>());

    private static List<int> Numbers(JsonNode vector)
    {
        var numbers = new List<int>();
        foreach (var number in vector["files"]!.AsArray())
        {
            numbers.Add(number!.GetValue<int>());
        }

        return numbers;
    }

    private static JsonNode Load(string name, [CallerFilePath] string here = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "vectors", "calls", name + ".json")))!;

    /// <summary>Gives bytes in pieces, and then the end; the files come with the first.</summary>
    private sealed class GivenChannel(byte[] bytes, List<int> files, int step) : ServedChannel
    {
        private int _given;

        public override int Read(Span<byte> buffer, List<int> handles)
        {
            if (_given == 0)
            {
                handles.AddRange(files);
            }

            var count = Math.Min(Math.Min(step, buffer.Length), bytes.Length - _given);
            bytes.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        public override bool Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ResultFile? file) => false;

        public override void WaitForEnd()
        {
        }

        public override void Dispose()
        {
        }
    }
}
