using System;
using PyBridge.Connections;
using PyBridge.Queues;

namespace PyBridge.Tests.Host;

/// <summary>What comes back from children, for every way of publishing.</summary>
internal static class Answers
{
    public static void ReceiveAll()
    {
        OfResult();
        OfFailure();
        OfDeath();
        OfConnection();
        OfQueue();
    }

    private static void OfResult()
    {
        using var process = Process.CreateWithResult(Double, new Pair(1, "one"));
        process.Start();
        Console.WriteLine($"result: {process.Result}");
    }

    private static void OfFailure()
    {
        using var process = new Process<int>((Func<string, int>)Fail, name: "failing", args: ["no good"]);
        process.Start();
        try
        {
            Console.WriteLine(process.Result);
        }
        catch (ArgumentException exception)
        {
            Console.WriteLine($"failure: {exception.Message}");
        }
    }

    private static void OfDeath()
    {
        using var process = new Process<int>((Func<int>)Die) { CaptureStandardError = true };
        process.Start();
        try
        {
            Console.WriteLine(process.Result);
        }
        catch (ProcessDiedException exception)
        {
            Console.WriteLine($"death: {exception.ExitStatus.Code}, {exception.StandardError}");
        }
    }

    private static void OfConnection()
    {
        var (ours, theirs) = Pipe.Create();
        using (ours)
        {
            using var process = new Process(Answer, args: [theirs]);
            process.Start();
            theirs.Close();
            ours.Send(20);
            var (number, text) = ours.Receive<(long Number, string Text)>();
            Console.WriteLine($"connection: {number} {text}");
            var (here, there) = Pipe.Create();
            using (here)
            {
                ours.Send(there);
                there.Close();
                here.Send(30);
                Console.WriteLine($"connection in a message: {here.Receive<int>()}");
            }

            process.Join();
        }
    }

    private static void OfQueue()
    {
        using var work = new JoinableQueue();
        using var results = new SimpleQueue();
        using var process = new Process(Square, args: [work, results]);
        process.Start();
        for (var i = 1; i <= 3; i++)
        {
            work.Put(i);
        }

        work.Join();
        Console.WriteLine($"queue: {results.Get<int>()}, {results.Get<int>()}, {results.Get<int>()}");
        work.Put(null);
        process.Join();
    }

    private static Pair Double(Pair pair) => new(pair.Number * 2, pair.Text + pair.Text);

    private static int Fail(string text) => throw new ArgumentException(text);

    private static int Die()
    {
        Console.Error.WriteLine("dying");
        Environment.Exit(7);
        return 0;
    }

    private static void Answer(Connection connection)
    {
        connection.Send((connection.Receive<int>() * 2L, "twice"));
        using var another = connection.Receive<Connection>();
        another.Send(another.Receive<int>() * 2);
    }

    private static void Square(JoinableQueue work, SimpleQueue results)
    {
        while (work.Get<int?>() is { } number)
        {
            results.Put(number * number);
            work.TaskDone();
        }

        work.TaskDone();
    }

    private sealed record Pair(int Number, string Text);
}
