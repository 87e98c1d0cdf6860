using System;
using System.Threading;
using PyBridge.Connections;
using PyBridge.Queues;

namespace PyBridge.Conformance.Lane;

/// <summary>The members of queues with a feeder under their Python names.</summary>
internal static class QueueMembers
{
    public static object? Call(Queue queue, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("put", [var value]):
                queue.Put(value);
                return null;
            case ("put", [var value, bool block, .. var rest]):
                return Put(queue, value, Limit(block, rest));
            case ("put_nowait", [var value]):
                return Put(queue, value, TimeSpan.Zero);
            case ("get", []):
                return queue.Get();
            case ("get connection", []):
                return queue.Get<Connection>();
            case ("get", [bool block, .. var rest]):
                return Get(queue, Limit(block, rest));
            case ("get_nowait", []):
                return Get(queue, TimeSpan.Zero);
            case ("qsize", []):
                return queue.Count;
            case ("empty", []):
                return queue.IsEmpty;
            case ("full", []):
                return queue.IsFull;
            case ("close", []):
                queue.Close();
                return null;
            case ("join_thread", []):
                queue.JoinThread();
                return null;
            case ("cancel_join_thread", []):
                queue.CancelJoinThread();
                return null;
            case ("task_done", []) when queue is JoinableQueue joinable:
                joinable.TaskDone();
                return null;
            case ("join", []) when queue is JoinableQueue joinable:
                joinable.Join();
                return null;
            default:
                throw ChannelMembers.Unknown(queue, method);
        }
    }

    private static object? Put(Queue queue, object? value, TimeSpan limit) =>
        queue.TryPut(value, limit) ? null : throw new PythonError("Full");

    private static object? Get(Queue queue, TimeSpan limit) =>
        queue.TryGet<object?>(limit, out var value) ? value : throw new PythonError("Empty");

    // Python's "block" and "timeout": C# has one parameter for both.
    private static TimeSpan Limit(bool block, object?[] timeout) => (block, timeout) switch
    {
        (false, _) => TimeSpan.Zero,
        (true, []) => Timeout.InfiniteTimeSpan,
        (true, [var seconds, ..]) => ChannelMembers.Seconds(seconds),
    };
}
