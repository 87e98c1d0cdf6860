using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>C# and every CPython, each as listener and as client, with and without a key, over both families.</summary>
internal sealed class ConnectionMatrixTests : ProcessFixture
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Connections", "connection_peer.py");
    private static readonly Version SinceFraming = new(3, 8); // CPython 3.7 has no extended length
    private static readonly int[] Sizes = [0, 1, 64, 16_383, 16_384, 16_385, 70_000, 1 << 20, (3 << 20) + 1];

    private static readonly object?[] Values =
    [
        null, true, 0L, -1L, 1L << 40, -(BigInteger.One << 70), 0.5, double.PositiveInfinity, "", "text", "é€🐍",
        new byte[] { 0, 255 }, ValueTuple.Create<object?>(1L), (object?)((object?)1L, (object?)"a", (object?)null),
        new List<object?> { 1L, new List<object?> { 2L } },
        new Dictionary<object, object?> { ["a"] = 1L, [2L] = new List<object?> { 3L } },
        new HashSet<object?> { 1L, 2L }, new Complex(1, 2), 1.50m, Guid.Parse("00000000-0000-0000-0000-000000000007"),
        new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3), TimeSpan.FromDays(-1.5),
        new DateTime(2024, 2, 29, 12, 30, 1),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        from python in PythonInterpreters.All
        where python.Version >= SinceFraming
        from family in new[] { ConnectionFamily.Unix, ConnectionFamily.Inet }
        select new TestCaseData(python, family);

    private static IEnumerable<TestCaseData> Pairs =>
        from listening in PythonInterpreters.All
        where listening.Version >= SinceFraming
        from connecting in PythonInterpreters.All
        where connecting.Version >= SinceFraming
        select new TestCaseData(listening, connecting);

    [TestCaseSource(nameof(Cases))]
    public void Listener_PythonConnects_EverythingArrivesAndComesBack(PythonInterpreter python, ConnectionFamily family)
    {
        using var listener = new Listener(family: family, authKey: "secret"u8.ToArray());
        using var peer = Peer(python, "connect", NameOf(family), TextOf(listener.Address), "secret");
        using (var connection = listener.Accept())
        {
            Echo(connection);
        }

        AssertFine(peer);
        Assert.That(listener.LastAccepted!.Family, Is.EqualTo(family));
    }

    [TestCaseSource(nameof(Cases))]
    public void Client_OfPythonListener_EverythingArrivesAndComesBack(PythonInterpreter python, ConnectionFamily family)
    {
        using var peer = Peer(python, "listen", NameOf(family), "secret");
        using (var connection = Client.Connect(AddressOf(family, peer.ReadLine()), "secret"u8.ToArray()))
        {
            Exercise(connection);
        }

        AssertFine(peer);
    }

    [Test]
    public async Task Client_OfOwnListener_EverythingArrivesAndComesBack([Values] ConnectionFamily family)
    {
        using var listener = new Listener(family: family, authKey: "secret"u8.ToArray());
        var serving = Task.Run(() =>
        {
            using var accepted = listener.Accept();
            Echo(accepted);
        });
        using (var connection = Client.Connect(listener.Address, "secret"u8.ToArray()))
        {
            Exercise(connection);
        }

        await serving;
    }

    /// <summary>What the others are held to: two Pythons, of all versions.</summary>
    [TestCaseSource(nameof(Pairs))]
    public void Pythons_AmongThemselves_EverythingArrivesAndComesBack(
        PythonInterpreter listening, PythonInterpreter connecting)
    {
        using var listener = Peer(listening, "listen", "AF_UNIX", "secret");
        using var client = Peer(connecting, "connect", "AF_UNIX", listener.ReadLine(), "secret", "python");
        AssertFine(client);
        AssertFine(listener);
    }

    [Test]
    public void Client_OfPythonWithAnotherKey_BothSidesSayAuthenticationError()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= SinceFraming))
        {
            using var peer = Peer(python, "listen", "AF_UNIX", "secret");
            Assert.That(
                () => Client.Connect(peer.ReadLine(), "other"u8.ToArray()),
                Throws.TypeOf<AuthenticationFailedException>().With.Message.EqualTo("digest sent was rejected"));
            Assert.That(peer.End().StandardError, Does.Contain("AuthenticationError: digest received was wrong"));
        }
    }

    [Test]
    public void Listener_PythonWithAnotherKey_BothSidesSayAuthenticationError()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= SinceFraming))
        {
            using var listener = new Listener(authKey: "secret"u8.ToArray());
            using var peer = Peer(python, "connect", "AF_UNIX", TextOf(listener.Address), "other");
            Assert.That(
                listener.Accept,
                Throws.TypeOf<AuthenticationFailedException>().With.Message.EqualTo("digest received was wrong"));
            Assert.That(peer.End().StandardError, Does.Contain("AuthenticationError: digest sent was rejected"));
        }
    }

    private static void Echo(Connection connection)
    {
        try
        {
            while (true)
            {
                if (connection.Receive<string>() == "bytes")
                {
                    connection.SendBytes(connection.ReceiveBytes());
                }
                else
                {
                    connection.Send(connection.Receive());
                }
            }
        }
        catch (EndOfConnectionException)
        {
            // The other side has seen all it wanted to see.
        }
    }

    private static void Exercise(Connection connection)
    {
        foreach (var size in Sizes)
        {
            var message = new byte[size];
            new Random(size).NextBytes(message);
            connection.Send("bytes");
            connection.SendBytes(message);
            Assert.That(connection.ReceiveBytes().AsSpan().SequenceEqual(message), Is.True, $"{size} bytes");
        }

        foreach (var value in Values)
        {
            connection.Send("value");
            connection.Send(value);
            Assert.That(connection.Receive(), Is.EqualTo(value));
        }
    }

    private static RunningProgram Peer(PythonInterpreter python, params string[] arguments) =>
        new(python.Executable, ["-B", Script, .. arguments]);

    private static void AssertFine(RunningProgram peer)
    {
        var run = peer.End();
        Assert.That(run.StandardOutput, Does.EndWith("ok\n"), () => run.StandardError);
    }

    private static string NameOf(ConnectionFamily family) => family == ConnectionFamily.Unix ? "AF_UNIX" : "AF_INET";

    private static string TextOf(Address address) => address.Path ?? $"{address.Host}:{address.Port}";

    private static Address AddressOf(ConnectionFamily family, string text)
    {
        var colon = text.LastIndexOf(':');
        return family == ConnectionFamily.Unix
            ? text
            : (text[..colon], int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
