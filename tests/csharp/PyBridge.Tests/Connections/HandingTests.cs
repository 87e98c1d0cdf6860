using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>Connections and queues as arguments of processes that C# starts, in C# and in every Python.</summary>
internal sealed class HandingTests : ProcessFixture
{
    private static readonly System.Version Oldest = new(3, 8);

    [Test]
    public void Connection_ToCSharpChild_SpeaksBothWays()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(Answer, args: [theirs]);
            process.Start();
            theirs.Close();
            ours.Send(20);
            Assert.That(ours.Receive<int>(), Is.EqualTo(40));
            Assert.That(() => ours.Receive(), Throws.TypeOf<EndOfConnectionException>());
            Finish(process);
        }
    }

    [Test]
    public void Connection_InAClosureAndTwice_IsOneInTheChild()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(
                (Connection[] both) => theirs.Send((both[0] == both[1], both[0] == theirs)),
                args: [new[] { theirs, theirs }]);
            process.Start();
            theirs.Close();
            Assert.That(ours.Receive<(bool, bool)>(), Is.EqualTo((true, true)));
            Finish(process);
        }
    }

    [Test]
    public void Connection_OneWay_KeepsItsDirection()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        using (reader)
        {
            using var process = new Process(
                (Connection connection) => connection.Send((connection.Readable, connection.Writable)), args: [writer]);
            process.Start();
            writer.Close();
            Assert.That(reader.Receive<(bool, bool)>(), Is.EqualTo((false, true)));
            Finish(process);
        }
    }

    [Test]
    public void Connection_Closed_IsRefusedBeforeAProcessExists()
    {
        var (ours, theirs) = Pipe.Create();
        ours.Close();
        theirs.Close();
        using var process = new Process(Answer, args: [theirs]);
        Assert.That(process.Start, Throws.TypeOf<ConnectionException>().With.Message.EqualTo("handle is closed"));
        Assert.That(process.Pid, Is.Null);
    }

    [Test]
    public void Listener_IsRefused()
    {
        using var listener = new Listener();
        using var process = new Process((object _) => { }, args: [listener]);
        Assert.That(process.Start, Throws.TypeOf<PickleException>().With.Message.Contains("pass its Address"));
    }

    [Test]
    public void Connection_ToPythonChild_IsARealOne()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= Oldest))
        {
            var (ours, theirs) = Pipe.Create();
            using (ours)
            {
                using var process = Python(python, "answer", theirs);
                process.Start();
                theirs.Close();
                ours.Send(20);
                Assert.That(ours.Receive<string>(), Is.EqualTo("multiprocessing.connection.Connection"), $"{python}");
                Assert.That(ours.Receive<int>(), Is.EqualTo(40));
                Finish(process);
            }
        }
    }

    [Test]
    public void Queues_ToCSharpChildren_ShareTheWork()
    {
        using var work = new Queue();
        using var results = new SimpleQueue();
        var processes = Enumerable.Range(0, 3)
            .Select(_ => new Process((Queue from, SimpleQueue to) => Serve(from, to), args: [work, results])).ToArray();
        Share(work, results, processes);
    }

    [Test]
    public void Queues_ToPythonChildren_ShareTheWork()
    {
        foreach (var python in PythonInterpreters.Require().Where(python => python.Version >= Oldest))
        {
            using var work = new Queue();
            using var results = new SimpleQueue();
            Share(work, results, [Python(python, "serve", work, results), Python(python, "serve", work, results)]);
        }
    }

    [Test]
    public void Connection_ToNamedMethod_SpeaksBothWays()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(Named("Answer"), args: [theirs]);
            process.Start();
            theirs.Close();
            ours.Send(20);
            Assert.That(ours.Receive<int>(), Is.EqualTo(40));
            ours.Send(null);
            Assert.That(() => ours.Receive(), Throws.TypeOf<EndOfConnectionException>());
            Finish(process);
        }
    }

    [Test]
    public void Queues_ToNamedMethods_ShareTheWork()
    {
        using var work = new Queue();
        using var results = new SimpleQueue();
        Share(
            work,
            results,
            [new Process(Named("Serve"), args: [work, results]), new Process(Named("Serve"), args: [work, results])]);
    }

    [Test]
    public void Queue_FromCSharpChildThatEnds_HasAllThatItPut()
    {
        using var queue = new Queue();
        using var process = new Process((Queue to) => PutMany(to), args: [queue]);
        process.Start();
        for (var i = 0; i < 1000; i++)
        {
            Assert.That(queue.Get<string>(), Is.EqualTo(new string('x', 1000) + i));
        }

        Finish(process);
        Assert.That((queue.Count, queue.IsEmpty), Is.EqualTo((0, true)));
    }

    private static void Answer(Connection connection) => connection.Send(connection.Receive<int>() * 2);

    private static void Serve(Queue from, SimpleQueue to)
    {
        while (from.Get<int?>() is { } number)
        {
            to.Put(number * number);
        }
    }

    private static void PutMany(Queue to)
    {
        for (var i = 0; i < 1000; i++)
        {
            to.Put(new string('x', 1000) + i);
        }
    }

    private static void Share(Queue work, SimpleQueue results, Process[] processes)
    {
        foreach (var process in processes)
        {
            process.Start();
        }

        for (var i = 1; i <= 20; i++)
        {
            work.Put(i);
        }

        Assert.That(
            Enumerable.Range(1, 20).Select(_ => results.Get<int>()).Order(),
            Is.EqualTo(Enumerable.Range(1, 20).Select(i => i * i)));
        foreach (var process in processes)
        {
            work.Put(null);
        }

        foreach (var process in processes)
        {
            Finish(process);
            process.Dispose();
        }
    }

    private static CSharpTarget Named(string method) =>
        CSharpTarget.Method(AcmeWorkers.Library, $"Acme.Workers.{method}");

    private static Process Python(PythonInterpreter python, string function, params object?[] arguments)
    {
        var target = PythonTarget.Function(
            "handing",
            function,
            interpreter: python.Executable,
            searchPath: [Path.Combine(System.AppContext.BaseDirectory, "Connections")]);
        return new Process(target, args: arguments);
    }

    private static void Finish(Process process)
    {
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
