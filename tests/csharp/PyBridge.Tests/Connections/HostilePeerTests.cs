using System;
using System.Buffers.Binary;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Connections.Sharing;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>Peers that are slow, gone, or mean harm.</summary>
internal sealed class HostilePeerTests : ProcessFixture
{
    private const int Streams = 100_000;
    private static readonly AuthenticationKey Key = new("secret"u8);

    /// <summary>A pickle that would run <c>os.system</c> in a careless reader, framed as a message.</summary>
    private static byte[] Bomb => Framed("cposix\nsystem\n(S'true'\ntR."u8.ToArray());

    [TestCase("80000000", "bad message length")] // -2^31
    [TestCase("fffffffe", "bad message length")] // -2
    [TestCase("ffffffff8000000000000000", "bad message length")] // 2^63
    [TestCase("ffffffffffffffffffffffff", "bad message length")] // 2^64 - 1
    [TestCase("ffffffff7fffffffffffffff", "bad message length")] // 2^63 - 1
    [TestCase("ffffffff000000007fff000000", "got end of file during message")] // nearly 2 GiB, and one byte
    [TestCase("7fffff0000", "got end of file during message")]
    [TestCase("0000000561", "got end of file during message")]
    [TestCase("0000", "got end of file during message")]
    [TestCase("ffffffff0000", "got end of file during message")]
    public void ReceiveBytes_OfALengthThatLies_FailsWithoutMemory(string hex, string text)
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            theirs.Channel.Write(Convert.FromHexString(hex), default);
            theirs.Close();
            var before = Resident();
            Assert.That(() => ours.ReceiveBytes(), Throws.TypeOf<ConnectionException>().With.Message.EqualTo(text));
            Assert.That(Resident() - before, Is.LessThan(64L << 20), "bytes of memory");
        }
    }

    [Test]
    public void ReceiveBytes_EndAfterHeader_IsEndOfFileAsInCPython()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            theirs.Channel.Write([0, 0, 0, 5], default);
            theirs.Close();
            Assert.That(() => ours.ReceiveBytes(), Throws.TypeOf<EndOfConnectionException>());
        }
    }

    [Test]
    public void Accept_OfASilentClient_EndsInTime()
    {
        using var listener = new Listener(authKey: Key) { HandshakeTimeout = TimeSpan.FromMilliseconds(50) };
        using var client = Raw(listener);
        Assert.That(listener.Accept, Throws.TypeOf<ConnectionTimeoutException>());
        AssertServes(listener);
    }

    [Test]
    public async Task Accept_OfAClientThatDrips_EndsInTime([Values] bool async)
    {
        using var listener = new Listener(authKey: Key) { HandshakeTimeout = TimeSpan.FromMilliseconds(100) };
        using var client = Raw(listener);
        using var end = new CancellationTokenSource();
        var dripping = Task.Run(() => Drip(client, end.Token));
        if (async)
        {
            Assert.That(async () => await listener.AcceptAsync(), Throws.TypeOf<ConnectionTimeoutException>());
        }
        else
        {
            Assert.That(listener.Accept, Throws.TypeOf<ConnectionTimeoutException>());
        }

        await end.CancelAsync();
        await dripping;
        AssertServes(listener);
    }

    [Test]
    public async Task Accept_OfAClientBehindManyThatSayNothing_DoesNotWaitForThem([Values] bool async)
    {
        using var listener = new Listener(backlog: 128, authKey: Key) { HandshakeTimeout = Timeout.InfiniteTimeSpan };
        var silent = Enumerable.Range(0, 40).Select(_ => Raw(listener)).ToArray();
        var connecting = Task.Run(() => Client.Connect(listener.Address, authKey: Key));
        using (var connection = async ? await listener.AcceptAsync() : listener.Accept())
        using (var client = await connecting)
        {
            client.SendBytes([1]);
            Assert.That(connection.ReceiveBytes(), Is.EqualTo(new byte[] { 1 }));
        }

        listener.Close();
        foreach (var socket in silent)
        {
            // Those that are left are told, and hold nothing open.
            Assert.That(() => Drain(socket), Throws.Nothing.Or.TypeOf<SocketException>());
            socket.Dispose();
        }
    }

    [Test]
    public void Accept_WithAsManySilentClientsAsThereMayBe_HasRoomWhenTheirTimeIsOver()
    {
        using var listener = new Listener(backlog: 128, authKey: Key) { HandshakeTimeout = TimeSpan.FromMilliseconds(100) };
        var silent = Enumerable.Range(0, 70).Select(_ => Raw(listener)).ToArray();
        foreach (var _ in silent)
        {
            Assert.That(listener.Accept, Throws.TypeOf<ConnectionTimeoutException>());
        }

        AssertServes(listener);
        Array.ForEach(silent, socket => socket.Dispose()); // not before: whose time is over first, nobody can say
    }

    [Test]
    public void Accept_OfAPickleBeforeAuthentication_NeverReadsIt()
    {
        using var listener = new Listener(authKey: Key);
        using var client = Raw(listener);
        client.Send(Bomb);
        Assert.That(listener.Accept, Throws.TypeOf<AuthenticationFailedException>());
        AssertServes(listener);
    }

    [Test]
    public void Receive_OfAPickleThatCalls_RunsNothing()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            theirs.Channel.Write(Bomb, default);
            Assert.That(() => ours.Receive(), Throws.TypeOf<PickleException>());
        }
    }

    [Test]
    public void Receive_OfAConnectionByItsNumber_AdoptsNothing()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            // rebuild_connection(_DupFd(0), True, True): of a start message this would be a descriptor of ours.
            theirs.SendBytes(
                "cmultiprocessing.connection\nrebuild_connection\n(cmultiprocessing.popen_spawn_posix\n_DupFd\n(I0\ntRI01\nI01\ntR."u8);
            Assert.That(
                () => ours.Receive<Connection>(),
                Throws.TypeOf<PickleException>().With.Message.EqualTo(
                    "a connection in the message is not one that CPython or PyBridge writes"));
        }
    }

    [Test]
    public async Task Receive_OfAConnectionThatItsSenderKeeps_EndsInTime()
    {
        using var listener = new Listener(authKey: Process.Current.AuthKey);
        var accepting = listener.AcceptAsync();
        Assert.That(
            () => SentConnectionBuilder.Fetch(listener.Address.Path!, 1, readable: true, writable: true, TimeSpan.FromSeconds(3)),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo(
                "the sender of a connection did not hand it over within 00:00:03"));
        (await accepting).Dispose();
    }

    [Test]
    public void Connect_WithAListenerThatIsSilent_EndsInTime()
    {
        using var listener = new Listener();
        Assert.That(
            () => Client.Connect(listener.Address, Key, TimeSpan.FromMilliseconds(50)),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo(
                "the peer has not authenticated itself within the time it was given"));
    }

    [Test]
    public void Connect_WithAListenerThatIsFull_EndsInTime()
    {
        using var listener = new Listener(backlog: 0);
        using var first = Raw(listener);
        Assert.That(
            () => Client.Connect(listener.Address, timeout: TimeSpan.FromMilliseconds(50)),
            Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo(
                $"no connection with {listener.Address} within the time it was given"));
    }

    [Test]
    public void Connect_WithNobody_SaysWhere()
    {
        Assert.That(
            () => Client.Connect(PathOf("nobody")),
            Throws.TypeOf<PlatformException>().With.Property("Errno").EqualTo(2).And.Message.Contains(PathOf("nobody")));
        Assert.That(
            () => Client.Connect(new string('x', 200)),
            Throws.TypeOf<ConnectionException>().With.Message.EqualTo("AF_UNIX path too long"));
    }

    [Test]
    public async Task Close_WhileAnotherAccepts_EndsThat([Values] bool async)
    {
        using var listener = new Listener();
        var accepting = async ? listener.AcceptAsync() : Task.Run(listener.Accept);
        listener.Close();
        Assert.That(
            async () => await accepting, Throws.TypeOf<ConnectionException>().With.Message.EqualTo("listener is closed"));
        Assert.That(System.IO.File.Exists(listener.Address.Path), Is.False);
        await Task.CompletedTask;
    }

    [Test]
    public void Accept_WithoutDescriptorsLeft_ThrowsAndKeepsTheClient()
    {
        var run = HostProgram.Run("exhausted-accept");
        Assert.That(
            run.StandardOutput,
            Is.EqualTo("accept\nwarm-up\nerrno 24 of accept\nerrno 24 of accept\nerrno 24 of accept\npatient\n"),
            run.StandardError);
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    [CancelAfter(HangMilliseconds * 2)]
    public async Task Accept_Of100000MutatedStreams_StillServes()
    {
        var honest = HonestStream();
        var random = new Random(20240229);
        using var listener = new Listener(backlog: 64, authKey: Key);
        var accepted = 0;
        var serving = Task.Run(() =>
        {
            for (var i = 0; i < Streams; i++)
            {
                accepted += AcceptOne(listener) ? 1 : 0;
            }
        });
        for (var i = 0; i < Streams; i++)
        {
            using var client = Raw(listener);
            try
            {
                client.Send(Mutated(honest, random));
            }
            catch (SocketException)
            {
                // It has seen enough.
            }
        }

        await serving;
        Assert.That(accepted, Is.Zero, "clients without a key");
        AssertServes(listener);
    }

    private static bool AcceptOne(Listener listener)
    {
        try
        {
            listener.Accept().Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IPythonError)
        {
            return false;
        }
    }

    /// <summary>What an honest client of another session has sent.</summary>
    private static byte[] HonestStream() =>
    [
        .. Framed([.. "{sha256}"u8, .. new byte[32]]),
        .. Framed([.. "#CHALLENGE#{sha256}"u8, .. new byte[40]]),
        .. Framed("#WELCOME#"u8.ToArray()),
        .. Bomb,
    ];

    private static byte[] Mutated(byte[] honest, Random random)
    {
        var stream = honest.AsSpan(0, random.Next(honest.Length + 1)).ToArray();
        for (var i = random.Next(4); i > 0 && stream.Length > 0; i--)
        {
            stream[random.Next(stream.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)255;
        }

        return stream;
    }

    private static byte[] Framed(byte[] message)
    {
        var framed = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, message.Length);
        message.CopyTo(framed, 4);
        return framed;
    }

    private static void Drain(Socket socket)
    {
        var buffer = new byte[512];
        while (socket.Receive(buffer) > 0)
        {
        }
    }

    private static Socket Raw(Listener listener)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(listener.Address.Path!));
        return socket;
    }

    private static void Drip(Socket client, CancellationToken end)
    {
        try
        {
            foreach (var piece in Framed(new byte[200]).Select(piece => new[] { piece }))
            {
                client.Send(piece);
                if (end.WaitHandle.WaitOne(20))
                {
                    return;
                }
            }
        }
        catch (SocketException)
        {
            // It did not wait for more.
        }
    }

    private static void AssertServes(Listener listener)
    {
        var connecting = Task.Run(() => Client.Connect(listener.Address, Key));
        using var accepted = listener.Accept();
        using var connected = connecting.Result;
        connected.Send("served");
        Assert.That(accepted.Receive<string>(), Is.EqualTo("served"));
    }

    private static long Resident() => Environment.WorkingSet;
}
