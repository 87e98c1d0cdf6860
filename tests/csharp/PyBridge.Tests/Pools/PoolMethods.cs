using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Queues;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pools;

/// <summary>What the tests have done by workers of pools.</summary>
internal static class PoolMethods
{
    private static int _seen;
    private static Task? _left;
    private static Queue? _queue;

    public sealed record Point(int X, double Y);

    public static int Square(int number) => number * number;

    public static int Add(int first, int second) => first + second;

    public static string Join(string first, int second, List<string> rest) => $"{first}{second}{string.Join('/', rest)}";

    public static Point Move(Point point) => new(point.X + 1, point.Y * 2);

    public static int Pid() => Environment.ProcessId;

    public static int Count() => ++_seen;

    public static void Begin(int number) => _seen = number;

    public static void Listen(Queue queue) => _queue = queue;

    public static string Heard() => _queue!.Get<string>();

    public static void BeginBadly() => throw new InvalidOperationException("no database");

    public static int Fail(string message) => throw new ArgumentException(message);

    public static int Die() => Kill(9);

    public static int Leave(int code)
    {
        Environment.Exit(code);
        return 0;
    }

    public static int Kill(int signal)
    {
        _ = SystemCalls.Kill(Environment.ProcessId, signal);
        return Wait();
    }

    public static async Task<int> Later(int number)
    {
        await Task.Yield();
        return number;
    }

    public static async ValueTask<int> LaterStill(int number) => await Later(number);

    public static async Task<int> AddLater(int first, int second) => await Later(first) + second;

    public static async Task<string> JoinLater(string first, int second, double third) =>
        string.Join(' ', first, await Later(second), third.ToString(CultureInfo.InvariantCulture));

    public static async Task FailLater(string message) => throw new ArgumentException($"{message} {await Later(1)}");

    public static Task<int> ReportLater(IProgress<int> progress) => ReportLater(1, progress);

    public static async Task<int> ReportLater(int number, IProgress<int> progress)
    {
        progress.Report(number);
        return await Later(number);
    }

    public static async Task BeginLater(int number) => Begin(await Later(number));

    public static IEnumerable<int> UpTo(int end)
    {
        for (var i = 0; i < end; i++)
        {
            yield return i;
        }
    }

    /// <summary>Says that it runs, and never ends.</summary>
    public static int Block(IProgress<int> progress)
    {
        progress.Report(Environment.ProcessId);
        return Wait();
    }

    public static int Wait()
    {
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    public static string CountDown(int from, IProgress<int> progress)
    {
        for (var i = from; i > 0; i--)
        {
            progress.Report(i);
        }

        return "lift-off";
    }

    /// <summary>Leaves a task that reports when the next one lets it.</summary>
    public static int LeaveRunning(string fifo, IProgress<int> progress)
    {
        _left = Task.Run(() =>
        {
            Fifo.WaitAt(fifo);
            progress.Report(-1);
        });
        return 0;
    }

    public static int AwaitWhatWasLeft(string fifo, IProgress<int> progress)
    {
        Fifo.Tell(fifo);
        _left!.Wait();
        progress.Report(1);
        return 1;
    }

    public static byte[] Reverse(byte[] bytes)
    {
        Array.Reverse(bytes);
        return bytes;
    }

    public static bool MayStartProcesses()
    {
        using var process = new Process();
        try
        {
            process.Start();
            process.Join();
            return true;
        }
        catch (ProcessStateException)
        {
            return false;
        }
    }
}
