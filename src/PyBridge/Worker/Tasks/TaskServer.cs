using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using PyBridge.Connections;
using PyBridge.Platform;
using PyBridge.Results;
using PyBridge.Wire;

namespace PyBridge.Worker.Tasks;

/// <summary>The target of a worker of a pool: does one task after another, until the pool closes its end.</summary>
/// <remarks>CPython: <c>_process_worker</c> in <c>Lib/concurrent/futures/process.py</c>.</remarks>
internal static class TaskServer
{
    private static readonly Lock Sending = new();
    private static readonly AsyncLocal<object?> TaskOfCaller = new();
    private static Connection? _pool;
    private static (Delegate Call, object?[] Arguments)? _initializer;
    private static object? _running;

    /// <summary>Serves a pool.</summary>
    /// <param name="pool">Over which tasks come and answers go.</param>
    public static void Serve(Connection pool)
    {
        _pool = pool;
        try
        {
            while (true)
            {
                var answer = new BufferedResult(TaskMessage.Answer);
                var message = pool.ReceiveBytes();
                _running = TaskOfCaller.Value = new object();
                Do(message, new ResultWriter(answer));
                lock (Sending) // progress may come from any thread
                {
                    _running = null;
                    pool.SendBytes(answer.Message);
                }
            }
        }
        catch (Exception exception) when (exception is EndOfConnectionException or PlatformException)
        {
            // The pool has no more tasks, or is no more.
        }
    }

    /// <summary>Serves a pool whose initializer has come along with the start, for what it needs cannot come later.</summary>
    /// <param name="pool">Over which tasks come and answers go. The first message is empty, and has the initializer called.</param>
    /// <param name="initializer">What to call.</param>
    /// <param name="arguments">With which arguments.</param>
    public static void ServeAfter(Connection pool, Delegate initializer, object?[] arguments)
    {
        _initializer = (initializer, arguments);
        Serve(pool);
    }

    /// <summary>Tells the pool how far a task has come. What a task has left running tells nobody any more.</summary>
    /// <param name="value">The progress, of the type that the pool expects.</param>
    /// <param name="declared">That type.</param>
    public static void Report(object? value, Type declared)
    {
        var report = new BufferedResult(TaskMessage.Progress);
        new ResultWriter(report).WriteValue(value, declared);
        lock (Sending)
        {
            if (_running is { } running && ReferenceEquals(running, TaskOfCaller.Value))
            {
                _pool!.SendBytes(report.Message);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a task throws is its answer.")]
    private static void Do(byte[] message, ResultWriter result)
    {
        Type? declared = null;
        try
        {
            (var target, var arguments, declared) = message.Length == 0 ? First() : Bootstrap.ReceiveTask(message);
            var value = Outcome.ValueOf(target.Run(arguments, []));
            result.WriteValue(CollectedItems.Of(value, declared), declared);
        }
        catch (Exception exception)
        {
            result.WriteFailure(exception, declared ?? typeof(object));
        }

        Flush(Console.Out);
        Flush(Console.Error);
    }

    private static (Target Target, object?[] Arguments, Type Declared) First()
    {
        var (call, arguments) = _initializer!.Value;
        _initializer = null;
        return (new DelegateTarget(call), arguments, typeof(object));
    }

    /// <summary>What a task has written belongs before its answer.</summary>
    private static void Flush(TextWriter console)
    {
        try
        {
            console.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody reads it, which is no fault of the task.
        }
    }
}
