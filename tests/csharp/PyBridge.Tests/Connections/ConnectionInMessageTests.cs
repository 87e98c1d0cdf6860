using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Queues;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>Connections that are sent over connections, to and from C# and every Python.</summary>
internal sealed class ConnectionInMessageTests : PythonFixture
{
    [Test]
    public void Connection_SentToCSharpChild_SpeaksBothWays()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(AnswerOver, args: [theirs]);
            process.Start();
            theirs.Close();
            SendAndExpectAnswer(ours);
            process.Join();
            Assert.That(process.ExitCode, Is.Zero);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Connection_SentToPython_SpeaksBothWays(PythonInterpreter python)
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(Python(python, "answer_over"), args: [theirs]);
            process.Start();
            theirs.Close();
            SendAndExpectAnswer(ours);
            process.Join();
            Assert.That(process.ExitCode, Is.Zero);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Connection_SentByPython_SpeaksBothWays(PythonInterpreter python)
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(Python(python, "send_an_end"), args: [theirs]);
            process.Start();
            theirs.Close();
            var (text, end) = ours.Receive<(string, Connection)>();
            using (end)
            {
                Assert.That(text, Is.EqualTo("one"));
                end.Send(20);
                Assert.That(end.Receive<int>(), Is.EqualTo(40));
            }

            process.Join();
            Assert.That(process.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void Connection_OneWayAndTwice_IsOneOfItsDirection()
    {
        var (ours, theirs) = Pipe.Create();
        var (reader, writer) = Pipe.Create(duplex: false);
        using (ours)
        using (theirs)
        using (reader)
        {
            ours.Send(new[] { writer, writer });
            writer.Close();
            var both = theirs.Receive<Connection[]>();
            using (both[0])
            {
                Assert.That((both[0] == both[1], both[0].Readable, both[0].Writable), Is.EqualTo((true, false, true)));
                both[0].Send("through");
                Assert.That(reader.Receive<string>(), Is.EqualTo("through"));
            }
        }
    }

    [Test]
    public void Connection_ThroughQueue_Speaks()
    {
        using var queue = new Queue();
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            queue.Put(theirs);
            theirs.Close();
            using var received = queue.Get<Connection>();
            received.Send(1);
            Assert.That(ours.Receive<int>(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Queue_InMessage_IsRefusedAndNothingIsLeft()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            using var queue = new Queue();
            Assert.That(
                () => ours.Send((theirs, queue)),
                Throws.TypeOf<PickleException>().With.Message.Contains(
                    "Queue objects should only be shared between processes through inheritance"));
        }
    }

    [Test]
    public void Connection_OfForeignKey_IsNotFetched()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            ours.Send(theirs);
            var before = Process.Current.AuthKey;
            Process.Current.AuthKey = "another"u8.ToArray();
            try
            {
                Assert.That(() => theirs.Receive<Connection>(), Throws.TypeOf<AuthenticationFailedException>());
            }
            finally
            {
                Process.Current.AuthKey = before;
            }

            ours.Send(theirs);
            theirs.Receive<Connection>().Close();
            PyBridge.Connections.Sharing.ResourceSharer.ForgetAll();
        }
    }

    private static void SendAndExpectAnswer(Connection over)
    {
        var (here, there) = Pipe.Create();
        using (here)
        {
            over.Send(("one", there));
            there.Close();
            here.Send(20);
            Assert.That(here.Receive<int>(), Is.EqualTo(40));
            Assert.That(() => here.Receive(), Throws.TypeOf<EndOfConnectionException>());
        }
    }

    private static void AnswerOver(Connection over)
    {
        var (_, connection) = over.Receive<(string, Connection)>();
        using (connection)
        {
            connection.Send(connection.Receive<int>() * 2);
        }
    }

    private static PythonTarget Python(PythonInterpreter python, string function) => PythonTarget.Function(
        "handing",
        function,
        interpreter: python.Executable,
        searchPath: [Path.Combine(AppContext.BaseDirectory, "Connections")]);
}
