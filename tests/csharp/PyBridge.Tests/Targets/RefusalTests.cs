using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Reflection.Emit;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>What cannot cross is refused before there is a process, with the way to it.</summary>
internal sealed class RefusalTests : ProcessFixture
{
    private delegate void RefAction(ref int value);

    private delegate void OutAction(out int value);

    private delegate void SpanAction(Span<int> value);

    private unsafe delegate void PointerAction(int* value);

    [Test]
    public void Start_WithStreamInArgument_NamesThePath()
    {
        using var stream = new FileStream(PathOf("file"), FileMode.Create);
        var exception = Refused(new Process(Take, args: [1, new Holder(stream)]));
        Assert.That(exception.Path, Is.EqualTo("args[1].Stream"));
        Assert.That(exception.Message, Does.Contain("args[1].Stream: System.IO.FileStream"));
        Assert.That(exception.PythonType, Is.EqualTo("TypeError"));
    }

    [Test]
    public void Start_WithStreamInNamedArgument_NamesThePath()
    {
        using var stream = new MemoryStream();
        var exception = Refused(new Process(
            Take, args: [1], kwargs: new Dictionary<string, object?> { ["value"] = new object[] { 0, stream } }));
        Assert.That(exception.Path, Is.EqualTo("kwargs['value'][1]"));
    }

    [Test]
    public void Start_WithThread_IsRefused() => Refuse(new Thread(() => { }));

    [Test]
    public void Start_WithSocket_IsRefused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Refuse(socket);
    }

    [Test]
    public void Start_WithTask_IsRefused() => Refuse(Task.CompletedTask);

    [Test]
    public void Start_WithSemaphore_IsRefused() => Refuse(new SemaphoreSlim(1));

    [Test]
    public void Start_WithStartedProcess_IsRefused()
    {
        using var process = new Process();
        process.Start();
        process.Join();
        Refuse(process);
        Assert.That(
            Refused(new Process(Take, args: [1, process.Sentinel])).Message,
            Does.EndWith("PyBridge.Sentinel (it means something to this process only)"));
    }

    [Test]
    public void Start_WithCapturedStream_NamesThePath()
    {
        using var stream = new MemoryStream();
        Assert.That(Refused(new Process(() => stream.Flush())).Path, Does.EndWith(".stream"));
    }

    [Test]
    public void Start_WithStreamInFieldOfSubclass_NamesThePath()
    {
        using var stream = new MemoryStream();
        Assert.That(Refused(new StreamWorker(stream)).Path, Is.EqualTo("self.Stream"));
    }

    [Test]
    public void Start_WithDynamicMethod_IsRefused()
    {
        var method = new DynamicMethod("generated", typeof(void), []);
        method.GetILGenerator().Emit(OpCodes.Ret);
        Refused(new Process(method.CreateDelegate<Action>()));
    }

    [Test]
    public void Start_WithRefParameter_IsRefused() =>
        Refused(new Process((RefAction)((ref int value) => value++), args: [1]));

    [Test]
    public void Start_WithOutParameter_IsRefused() =>
        Refused(new Process((OutAction)((out int value) => value = 1), args: [1]));

    [Test]
    public void Start_WithRefStructParameter_IsRefused() =>
        Refused(new Process((SpanAction)(value => value.Clear()), args: [new[] { 1 }]));

    [Test]
    public unsafe void Start_WithPointerParameter_IsRefused() =>
        Refused(new Process((PointerAction)(value => _ = value), args: [0]));

    private static void Refuse(object value) => Refused(new Process(Take, args: [1, value]));

    private static PickleException Refused(Process process)
    {
        using (process)
        {
            var exception = Assert.Throws<PickleException>(process.Start)!;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(ProcessTable.Children(), Is.Empty);
                Assert.That(Process.ActiveChildren(), Is.Empty);
                Assert.That(process.ToString(), Does.EndWith(" initial>"));
                Assert.That(process.Pid, Is.Null);
            }

            return exception;
        }
    }

    private static void Take(int number, object value) => _ = (number, value);

    private sealed record Holder(FileStream Stream);

    private sealed class StreamWorker(Stream stream) : Process
    {
        public Stream Stream { get; } = stream;

        protected internal override void Run() => Stream.Flush();
    }
}
