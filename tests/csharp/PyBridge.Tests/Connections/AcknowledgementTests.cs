using System;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Platform.Linux;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>The byte by which CPython acknowledges descriptors since 3.14: nobody takes it for a message, or waits in vain.</summary>
internal sealed class AcknowledgementTests : PythonFixture
{
    [Test]
    public async Task Acknowledgement_OfPeerThatIsNotKnown_IsNoMessage()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            theirs.AcknowledgesHandles = true; // so this end acknowledges, and the other does not know
            for (var i = 0; i < 4; i++)
            {
                Reduction.SendHandle(ours, theirs.Handle);
                Reduction.ReceiveHandle(theirs).Dispose();
                Assert.That(ours.Poll(), Is.False);
                Assert.That(Wait.Any([ours, theirs], TimeSpan.Zero), Is.Empty);
            }

            var polled = ours.PollAsync();
            Reduction.SendHandle(ours, theirs.Handle);
            Reduction.ReceiveHandle(theirs).Dispose();
            Assert.That(polled.IsCompleted, Is.False);
            theirs.Send("one");
            await polled;
            Assert.That(ours.Receive(), Is.EqualTo("one"));

            // Both wait here before the acknowledgement, and a message that begins as one is none.
            foreach (var message in new[] { "AAAA", "A" })
            {
                var received = message == "A" ? ours.ReceiveBytesAsync() : Task.Run(() => ours.ReceiveBytes());
                Reduction.SendHandle(ours, theirs.Handle);
                Reduction.SendHandle(ours, theirs.Handle);
                Reduction.ReceiveHandle(theirs).Dispose();
                Reduction.ReceiveHandle(theirs).Dispose();
                theirs.SendBytes(System.Text.Encoding.ASCII.GetBytes(message));
                Assert.That(System.Text.Encoding.ASCII.GetString(await received), Is.EqualTo(message));
            }
        }
    }

    [Test]
    public async Task SendHandle_ToPeerThatAcknowledges_WaitsForThat()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            ours.AcknowledgesHandles = theirs.AcknowledgesHandles = true;
            var sent = Task.Run(() => Reduction.SendHandle(ours, theirs.Handle));
            Reduction.ReceiveHandle(theirs).Dispose();
            await sent;

            ours.Timeout = TimeSpan.FromMilliseconds(1);
            Assert.That(
                () => Reduction.SendHandle(ours, theirs.Handle),
                Throws.TypeOf<ConnectionTimeoutException>().With.Message.EqualTo("the peer did not acknowledge the descriptor within 00:00:00.0010000"));
            ours.Timeout = null;
            theirs.Send("on its way");
            Reduction.SendHandle(ours, theirs.Handle); // the message comes first: it is not waited for what is behind
            Assert.That(ours.Receive(), Is.EqualTo("on its way"));
            Reduction.ReceiveHandle(theirs).Dispose();
            Reduction.ReceiveHandle(theirs).Dispose();
            Assert.That(ours.Poll(), Is.False);
        }
    }

    [Test]
    public async Task SendHandle_WhileAnotherThreadReceives_TakesNothingFromIt()
    {
        const int Rounds = 500;
        var (ours, theirs) = Pipe.Create();
        using (ours)
        using (theirs)
        {
            ours.AcknowledgesHandles = theirs.AcknowledgesHandles = true;
            var message = System.Text.Encoding.ASCII.GetBytes(new string('A', 100));
            var receiving = Task.Run(() =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    Assert.That(ours.ReceiveBytes(), Is.EqualTo(message));
                }
            });
            var answering = Task.Run(() =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    Reduction.ReceiveHandle(theirs).Dispose();
                    theirs.SendBytes(message);
                }
            });
            for (var i = 0; i < Rounds; i++)
            {
                Reduction.SendHandle(ours, theirs.Handle);
            }

            await Task.WhenAll(receiving, answering);
            Assert.That(ours.Poll(), Is.False);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Handles_BetweenParentAndPythonChild_Cross(PythonInterpreter python)
    {
        var (ours, theirs) = Pipe.Create();
        using var process = new Process(Python(python), args: [theirs]);
        process.Start();
        theirs.Close();
        var (reader, writer) = Pipe.Create(duplex: false);
        using (reader)
        {
            using (var handle = Reduction.ReceiveHandle(ours))
            using (var given = new Connection((int)handle.DangerousGetHandle(), readable: false))
            {
                handle.SetHandleAsInvalid(); // it is the connection's now
                given.Send("to Python");
            }

            Assert.That(ours.Receive(), Is.EqualTo("heard to Python"));
            Reduction.SendHandle(ours, writer.Handle);
            ours.Close(); // at once: who acknowledges has done so
            writer.Close();
            Assert.That(reader.Receive(), Is.EqualTo("from Python"));
        }

        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [TestCase("python3.14", 14)]
    [TestCase("python3.9-dbg", 9)]
    [TestCase("libpython3.15.so.1.0", 15)]
    [TestCase("_multiprocessing.cpython-314-x86_64-linux-gnu.so", 14)]
    [TestCase("_socket.cpython-38-x86_64-linux-gnu.so", 8)]
    [TestCase("python3", null)]
    [TestCase("libpython3.so", null)]
    [TestCase("dotnet", null)]
    [TestCase("", null)]
    public void MinorIn_NameOfMappedFile_IsTheVersion(string file, int? minor) =>
        Assert.That(MappedPython.MinorIn(file), Is.EqualTo(minor));

    private static PythonTarget Python(PythonInterpreter python) => PythonTarget.Function(
        "handing",
        "exchange_handles",
        interpreter: python.Executable,
        searchPath: [Path.Combine(AppContext.BaseDirectory, "Connections")]);
}
