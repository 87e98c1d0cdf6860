using System;
using System.Threading;
using PyBridge.Connections;
using PyBridge.Queues;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Waits of a thread that holds Python's lock, for what a thread of Python does: it needs the lock, too.</summary>
internal static class Waits
{
    public static void Run()
    {
        using (Py.GIL())
        {
            Join();
            Result();
            WaitAny();
            Receive();
            Poll();
            Send();
            Get();
            Accept();
        }

        PythonEngine.Shutdown();
    }

    /// <summary>Two threads that hold Python's lock in turns, and start one object.</summary>
    public static void StartTwice()
    {
        using var process = new Process(Echo.Length, args: [new byte[4 << 20]]); // takes a while to hand over
        using (Py.GIL())
        {
            dynamic feeder = Py.Import("feeder");
            Action start = () =>
            {
                try
                {
                    process.Start();
                    Console.WriteLine("started");
                }
                catch (ProcessStateException exception)
                {
                    Console.WriteLine(exception.Message);
                }
            };
            using PyObject thread = feeder.started(start);
            start();
            thread.InvokeMethod("join").Dispose();
            process.Join();
        }

        PythonEngine.Shutdown();
    }

    private static void Join()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        using var process = new Process(Echo.ReceiveOne, args: [reader]);
        process.Start();
        Later(() => writer.Send(1));
        process.Join();
        Console.WriteLine($"join {process.ExitCode}");
    }

    private static void Result()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        using var process = new Process<int>(Echo.ReceiveOne, args: [reader]);
        process.Start();
        Later(() => writer.Send(2));
        Console.WriteLine($"result {process.Result}");
    }

    private static void WaitAny()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        Later(() => writer.Send(3));
        Console.WriteLine($"wait {Wait.Any([reader]).Count}");
    }

    private static void Receive()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        Later(() => writer.Send(4));
        Console.WriteLine($"receive {reader.Receive<int>()}");
    }

    private static void Poll()
    {
        var (reader, writer) = Pipe.Create();
        Later(() => writer.Send(5));
        Console.WriteLine($"poll {reader.Poll(Timeout.InfiniteTimeSpan)}");
    }

    private static void Send()
    {
        var (reader, writer) = Pipe.Create(duplex: false);
        var received = 0;
        Later(() => received = reader.ReceiveBytes().Length);
        writer.SendBytes(new byte[1 << 20]); // more than a pipe holds
        Console.WriteLine($"send {received > 0 || reader.Handle > 0}");
    }

    private static void Get()
    {
        using var queue = new Queue();
        Later(() => queue.Put(6));
        Console.WriteLine($"get {queue.Get<int>()}");
    }

    private static void Accept()
    {
        using var listener = new Listener(authKey: Process.Current.AuthKey);
        Later(() => Client.Connect(listener.Address, Process.Current.AuthKey).Dispose());
        using var accepted = listener.Accept();
        Console.WriteLine("accept");
    }

    /// <summary>Lets a thread of Python do something as soon as it gets the lock.</summary>
    private static void Later(Action action)
    {
        dynamic feeder = Py.Import("feeder");
        feeder.later(action)();
    }
}
