using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Calls;
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
    [TestCase("outdated")]
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

    [TestCase("answer", 0, "a frame of a call is damaged")] // it is for the other side
    [TestCase("call", 1, "a frame of a call is damaged")] // a file that nothing refers to
    [TestCase("call-with-files", 1, "a frame of a call is damaged")] // one too few
    public void Read_FrameThatIsNoCall_ThrowsPickleException(string file, int files, string text)
    {
        using var channel = new GivenChannel(Frame(Load(file)), [.. new int[files]], int.MaxValue);
        Assert.That(() => new CallReader(channel).Read(), Throws.TypeOf<PickleException>().With.Message.EqualTo(text));
    }

    [Test]
    public void Read_HeaderThatLies_ThrowsPickleException()
    {
        var header = new byte[CallFrame.HeaderSize];
        header[7] = 0xFF; // the number of files
        Assert.That(
            () => CallFrame.Read(header), Throws.TypeOf<PickleException>().With.Message.EqualTo("a frame of a call is damaged"));
    }

    [Test]
    public void Read_ArgumentsThatAreNone_ThrowsPickleException()
    {
        var sizeThatLies = new byte[16];
        sizeThatLies[0] = CallPreface.Mark;
        sizeThatLies[2] = 1;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Refusal([0x80, 4, (byte)'N', (byte)'.']), Is.EqualTo("these are not the arguments of a call"));
            Assert.That(Refusal([CallPreface.Mark, 0, 1, 0]), Is.EqualTo("the arguments of the call are cut off"));
            Assert.That(
                Refusal(sizeThatLies), Is.EqualTo($"a buffer of the arguments is 0 bytes long, and one array of .NET holds {Array.MaxLength}"));
        }

        static string Refusal(byte[] call) =>
            Assert.Throws<PickleException>(() => CallArguments.Read(call, owns: false))!.Message;
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
