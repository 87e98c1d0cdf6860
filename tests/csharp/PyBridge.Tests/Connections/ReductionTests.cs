using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>Descriptors that cross an open connection, to and from every CPython from 3.8 on.</summary>
internal sealed class ReductionTests : ProcessFixture
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Connections", "reduction_peer.py");

    private static IEnumerable<PythonInterpreter> Pythons =>
        PythonInterpreters.All.Where(python => python.Version >= new Version(3, 8)); // 3.7 does not read our pickles

    [TestCaseSource(nameof(Pythons))]
    public void Handles_CrossBothWays(PythonInterpreter python)
    {
        using var listener = new Listener(family: ConnectionFamily.Unix, authKey: "secret"u8.ToArray());
        using var peer = new RunningProgram(python.Executable, ["-B", Script, listener.Address.Path!, "secret"]);
        using (var connection = listener.Accept())
        {
            Send(connection);
            Receive(connection);
            Assert.That(
                () => Reduction.ReceiveHandle(connection),
                Throws.TypeOf<ConnectionException>().With.Property("PythonType").EqualTo("RuntimeError"),
                "two descriptors at once");
            connection.Send("refused");
            Assert.That(() => Reduction.ReceiveHandle(connection), Throws.TypeOf<EndOfConnectionException>());
        }

        var run = peer.End();
        Assert.That(run.StandardOutput, Is.EqualTo("ok\n"), () => run.StandardError);
    }

    private static void Send(Connection connection)
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            Reduction.SendHandle(connection, theirs.Handle);
            theirs.Close();
            Assert.That(ours.Receive<string>(), Is.EqualTo("from Python"));
            ours.Send("from C#");
            Assert.That(() => ours.Receive(), Throws.TypeOf<EndOfConnectionException>());
        }
    }

    private static void Receive(Connection connection)
    {
        using var handle = Reduction.ReceiveHandle(connection);
        using var given = new Connection((int)handle.DangerousGetHandle());
        handle.SetHandleAsInvalid(); // it is the connection's now
        given.Send("over Python's");
        Assert.That(given.Receive<string>(), Is.EqualTo("heard"));
    }
}
