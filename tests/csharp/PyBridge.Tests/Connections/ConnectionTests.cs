using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using PyBridge.Connections;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>Members of a connection, one by one.</summary>
internal sealed class ConnectionTests : ProcessFixture
{
    private Connection _first = null!;
    private Connection _second = null!;

    [SetUp]
    public void MakePipe() => (_first, _second) = Pipe.Create();

    [TearDown]
    public void ClosePipe()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Test]
    public void Pipe_OneWay_GivesReaderAndWriter()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        using (reader)
        using (writer)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That((reader.Readable, reader.Writable), Is.EqualTo((true, false)));
                Assert.That((writer.Readable, writer.Writable), Is.EqualTo((false, true)));
                AssertOSError(() => reader.Send(1), "connection is read-only");
                AssertOSError(() => writer.Receive(), "connection is write-only");
                AssertOSError(() => writer.Poll(), "connection is write-only");
            }

            writer.SendBytes([1, 2, 3]);
            Assert.That(reader.ReceiveBytes(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        }
    }

    [Test]
    public void Close_EveryMember_SaysHandleIsClosed()
    {
        _first.Close();
        _first.Close();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_first.Closed, Is.True);
            AssertOSError(() => _ = _first.Handle, "handle is closed");
            AssertOSError(() => _first.Send(1), "handle is closed");
            AssertOSError(() => _first.SendBytes([]), "handle is closed");
            AssertOSError(() => _first.Receive(), "handle is closed");
            AssertOSError(() => _first.ReceiveBytes(), "handle is closed");
            AssertOSError(() => _first.ReceiveBytesInto([]), "handle is closed");
            AssertOSError(() => _first.Poll(), "handle is closed");
            AssertOSError(() => Wait.Any([_first]), "handle is closed");
        }
    }

    [Test]
    public void Receive_AfterPeerClosed_IsEndOfFile()
    {
        _second.Send("last");
        _second.Close();
        Assert.That(_first.Receive<string>(), Is.EqualTo("last"));
        Assert.That(_first.Poll(), Is.True, "the end can be received");
        Assert.That(
            () => _first.Receive(),
            Throws.TypeOf<EndOfConnectionException>().With.Property(nameof(IPythonError.PythonType)).EqualTo("EOFError"));
    }

    [Test]
    public void Send_AfterPeerClosed_IsBrokenPipe()
    {
        _second.Close();
        Assert.That(
            () => _first.Send(1), Throws.TypeOf<PlatformException>().With.Property("Errno").EqualTo(32));
    }

    [Test]
    public void ReceiveBytes_LongerThanAllowed_EndsReceivingOnly()
    {
        _second.SendBytes(new byte[100]);
        AssertOSError(() => _first.ReceiveBytes(99), "bad message length");
        Assert.That((_first.Readable, _first.Writable, _first.Closed), Is.EqualTo((false, true, false)));
        _first.SendBytes([1]);
        Assert.That(_second.ReceiveBytes(1), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void ReceiveBytes_LongerThanAllowedOverOneWayPipe_Closes()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        using (writer)
        {
            writer.SendBytes(new byte[100]);
            AssertOSError(() => reader.ReceiveBytes(99), "bad message length");
            Assert.That(reader.Closed, Is.True);
        }
    }

    [Test]
    public void ReceiveBytes_NegativeMaximum_IsRefused() => Assert.That(
        () => _first.ReceiveBytes(-1),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("negative maxlength"));

    [Test]
    public void ReceiveBytesInto_FillsTheBeginning()
    {
        byte[] buffer = [9, 9, 9, 9];
        _second.SendBytes([1, 2]);
        Assert.That(_first.ReceiveBytesInto(buffer), Is.EqualTo(2));
        Assert.That(buffer, Is.EqualTo(new byte[] { 1, 2, 9, 9 }));
    }

    [Test]
    public void ReceiveBytesInto_TooShort_GivesTheMessage()
    {
        _second.SendBytes([1, 2, 3]);
        _second.Send("next");
        var error = Assert.Throws<BufferTooShortException>(() => _first.ReceiveBytesInto(new byte[2]))!;
        Assert.That(error.GetContent(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(error.PythonType, Is.EqualTo("BufferTooShort"));
        Assert.That(_first.Receive<string>(), Is.EqualTo("next"));
    }

    [Test]
    public async Task ReceiveBytesTo_CopiesToStream()
    {
        var message = new byte[1_000_000];
        new Random(1).NextBytes(message);
        var sending = Task.Run(() => _second.SendBytes(new ReadOnlySequence<byte>(message)));
        using var copy = new MemoryStream();
        Assert.That(_first.ReceiveBytesTo(copy), Is.EqualTo(message.Length));
        Assert.That(copy.ToArray(), Is.EqualTo(message));
        await sending;
    }

    [Test]
    public void Receive_OfAnotherType_LeavesTheConnectionUsable()
    {
        _second.Send("text");
        _second.SendBytes("no pickle"u8);
        _second.Send(5);
        Assert.That(() => _first.Receive<int>(), Throws.TypeOf<PickleException>());
        Assert.That(() => _first.Receive(), Throws.TypeOf<PickleException>());
        Assert.That(_first.Receive<int>(), Is.EqualTo(5));
    }

    [Test]
    public void Send_OfWhatCannotCross_SendsNothing()
    {
        Assert.That(() => _first.Send(new MemoryStream()), Throws.TypeOf<PickleException>());
        Assert.That(_second.Poll(), Is.False);
    }

    [Test]
    public void Send_OfWhatBelongsToThisProcess_SendsNothing()
    {
        using var process = new Process();
        using var queue = new PyBridge.Queues.Queue();
        using var listener = new Listener();
        Assert.That(() => _first.Send(process), Refused("PyBridge.Process (a process object belongs to the process that made it; send its Name or Pid)"));
        Assert.That(
            () => _first.Send(listener),
            Refused("PyBridge.Connections.Listener (a listener belongs to the process that made it; send its Address)"));
        foreach (var value in new object[] { process, queue, listener, process.AuthKey })
        {
            Assert.That(
                () => _first.Send(new[] { value }),
                Throws.TypeOf<PickleException>().With.Message.StartsWith($"cannot pickle message[0]: {value.GetType()} ("));
        }

        Assert.That(_second.Poll(), Is.False);
    }

    [Test]
    public void Poll_WithTime_TellsWhetherSomethingCame()
    {
        Assert.That(_first.Poll(TimeSpan.FromMilliseconds(1)), Is.False);
        _second.SendBytes([]);
        Assert.That(_first.Poll(Timeout.InfiniteTimeSpan), Is.True);
        Assert.That(_first.ReceiveBytes(), Is.Empty);
        Assert.That(_first.Poll(), Is.False);
    }

    [Test]
    public void Constructor_OfNoHandle_IsRefused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new Connection(-1), Throws.ArgumentException.With.Message.StartsWith("invalid handle"));
            Assert.That(
                () => new Connection(0, readable: false, writable: false),
                Throws.ArgumentException.With.Message.StartsWith("at least one of `readable` and `writable` must be True"));
            Assert.That(
                () => new Connection(999_999), Throws.TypeOf<PlatformException>().With.Property("Errno").EqualTo(9));
        }
    }

    [Test]
    public async Task ReceiveAsync_WaitsWithoutAThread()
    {
        var receiving = _first.ReceiveAsync<string>();
        Assert.That(receiving.IsCompleted, Is.False);
        await _second.SendAsync("text");
        Assert.That(await receiving, Is.EqualTo("text"));
    }

    [Test]
    public async Task ReceiveAsync_Cancelled_LeavesTheConnectionUsable()
    {
        using var cancellation = new CancellationTokenSource();
        var receiving = _first.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
        _second.Send(1);
        Assert.That(await _first.ReceiveAsync<int>(), Is.EqualTo(1));
    }

    [Test]
    public void ReceiveAsync_WhenClosed_EndsAndGivesTheDescriptorBack()
    {
        var receiving = _first.ReceiveAsync();
        _first.Close();
        Assert.That(async () => await receiving, Throws.TypeOf<ConnectionException>().With.Message.EqualTo("handle is closed"));
        Assert.That(() => _second.Receive(), Throws.TypeOf<EndOfConnectionException>(), "the descriptor is still open");
    }

    [Test]
    public async Task SendBytesAsync_LargerThanAnyBuffer_WaitsForRoom([Values] bool duplex)
    {
        var (second, first) = Pipe.Create(duplex);
        using (first)
        using (second)
        {
            var message = new byte[5_000_000];
            new Random(2).NextBytes(message);
            var sending = first.SendBytesAsync(message);
            Assert.That(sending.IsCompleted, Is.False);
            Assert.That(await second.ReceiveBytesAsync(), Is.EqualTo(message));
            await sending;
        }
    }

    [Test]
    public async Task SendBytesAsync_CancelledHalfWay_EndsSending()
    {
        using var cancellation = new CancellationTokenSource();
        var sending = _first.SendBytesAsync(new byte[5_000_000], cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((_first.Writable, _first.Readable), Is.EqualTo((false, true)));
    }

    [Test]
    public void Timeout_PeerThatStopsInMidMessage_EndsReceiving()
    {
        _first.Timeout = TimeSpan.FromMilliseconds(50);
        Assert.That(
            () => _first.Receive(),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo("the peer did not send a whole message within 00:00:00.0500000"));
        Assert.That(_first.Readable, Is.True, "nothing of a message has been lost");
        Reduction.SendHandle(_second, _second.Handle); // one byte that is the beginning of a length
        Assert.That(() => _first.Receive(), Throws.TypeOf<ConnectionTimeoutException>());
        Assert.That(_first.Readable, Is.False);
    }

    [Test]
    public void Timeout_PeerThatDoesNotRead_EndsSending()
    {
        _first.Timeout = TimeSpan.FromMilliseconds(50);
        Assert.That(
            () => _first.SendBytes(new byte[5_000_000]),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo("the peer did not take the message within 00:00:00.0500000"));
        Assert.That(_first.Writable, Is.False);
    }

    [Test]
    public void Waiting_OfAMixture_GivesTheReadyOnesInOrder()
    {
        using var child = BlockedChild.Start(Folder);
        using var listener = new Listener();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        object[] all = [_first, child.Process.Sentinel, listener, socket, _second];
        _first.Send(1);
        Assert.That(Wait.Any<object>([_second, child.Process.Sentinel, listener, _first]), Is.EqualTo(new[] { _second }));
        _second.Receive();
        socket.Connect(new UnixDomainSocketEndPoint(listener.Address.Path!));
        Assert.That(Wait.Any(all), Is.EqualTo(new object[] { listener }));
        using var accepted = listener.Accept();
        accepted.Send(1);
        Assert.That(Wait.Any(all), Is.EqualTo(new object[] { socket }));
        child.Release();
        child.Process.Join();
        Assert.That(Wait.Any(all), Is.EqualTo(new object[] { child.Process.Sentinel, socket }));
    }

    [TestCase(20)]
    [TestCase(100)]
    public void Listener_InLongTemporaryFolder_HasAddressThatFits(int length)
    {
        const string Variable = "TMPDIR";
        var before = Environment.GetEnvironmentVariable(Variable);
        var folder = Path.Combine(Folder, new string('x', length));
        Directory.CreateDirectory(folder);
        Environment.SetEnvironmentVariable(Variable, folder);
        try
        {
            using var listener = new Listener();
            var path = listener.Address.Path!;
            var own = Path.GetDirectoryName(path)!;
            Assert.That(Path.GetDirectoryName(own), Is.EqualTo(length == 100 ? "/tmp" : folder));
            using var client = Client.Connect(path);
            Assert.That(
                File.GetUnixFileMode(own), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            listener.Close();
            Assert.That(Directory.Exists(own), Is.False);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    [Test]
    public void Waiting_OfSomethingElse_IsRefused() => Assert.That(
        () => Wait.Any<object>(["text"]), Throws.ArgumentException.With.Message.StartsWith(
            "one can wait for connections, listeners, sentinels and sockets, not for System.String"));

    [Test]
    public void Waiting_OfNothing_IsRefusedWithoutATimeout()
    {
        Assert.That(Wait.Any<Connection>([], TimeSpan.Zero), Is.Empty);
        Assert.That(
            () => Wait.Any<Connection>([]),
            Throws.ArgumentException.With.Message.StartsWith("waiting for nothing without a timeout would never end"));
    }

    [Test]
    public void Address_ThatNothingCanHave_IsRefused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => Address.Inet("localhost", 65_536),
                Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("port must be 0-65535."));
            Assert.That(
                () => Client.Connect("a\0b"), Throws.ArgumentException.With.Message.EqualTo(@"embedded null character in 'a\x00b'"));
            Assert.That(
                () => Client.Connect(("no such host", 1)),
                Throws.TypeOf<ConnectionException>().With.Message.EqualTo("Name or service not known: 'no such host'"));
            Assert.That(
                () => new Listener(Address.Inet("localhost", 0), ConnectionFamily.Unix),
                Throws.ArgumentException.With.Message.StartsWith("the address ('localhost', 0) is not of the family Unix"));
        }
    }

    [Test]
    public void Timeout_ThatPassesWhileAMessageIsConverted_EndsReceiving()
    {
        // What converts the first value is the program's own code, and takes longer than it was given.
        _second.Send(new Dictionary<string, object> { ["Wait"] = 400, ["Items"] = Enumerable.Repeat("text", 20_000).ToList() });
        _first.Timeout = TimeSpan.FromMilliseconds(300);
        Assert.That(
            () => _first.Receive<Slow>(),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo(
                "the message came, but could not be made a value within 00:00:00.3000000"));
    }

    [Test]
    public void Reduction_PassesADescriptor()
    {
        var (inner, other) = Pipe.Create();
        using (inner)
        using (other)
        {
            Reduction.SendHandle(_first, inner.Handle);
            using var received = Reduction.ReceiveHandle(_second);
            using var connection = new Connection((int)received.DangerousGetHandle());
            received.SetHandleAsInvalid();
            connection.Send("through");
            Assert.That(other.Receive<string>(), Is.EqualTo("through"));
        }
    }

    [Test]
    public void Reduction_OfSomethingElse_IsRefused()
    {
        _first.SendBytes([1]);
        Assert.That(
            () => Reduction.ReceiveHandle(_second),
            Throws.TypeOf<ConnectionException>().With.Property("PythonType").EqualTo("RuntimeError")
                .And.Message.EqualTo("Invalid data received"));
        _first.Close();
        while (_second.Poll() && _second.Channel.Read(new byte[8]) > 0)
        {
        }

        Assert.That(() => Reduction.ReceiveHandle(_second), Throws.TypeOf<EndOfConnectionException>());
    }

    private static EqualStringConstraint Refused(string what) =>
        Throws.TypeOf<PickleException>().With.Message.EqualTo($"cannot pickle message: {what}");

    private sealed class Slow
    {
        public int Wait
        {
            get;
            set
            {
                Thread.Sleep(value);
                field = value;
            }
        }

        public List<string> Items { get; set; } = [];
    }

    private static void AssertOSError(Action call, string text)
    {
        var error = Assert.Throws<ConnectionException>(() => call())!;
        Assert.That((error.Message, error.PythonType), Is.EqualTo((text, "OSError")));
    }
}
