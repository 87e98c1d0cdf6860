using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Waits for several objects at once: connections, listeners, sentinels of processes, sockets.</summary>
/// <remarks>CPython: <c>multiprocessing.connection.wait</c>.</remarks>
public static class Wait
{
    /// <summary>Waits until at least one object is ready: can be received from, has a client, or has ended.</summary>
    /// <typeparam name="T">Their common type; <see cref="object"/> for a mixture.</typeparam>
    /// <param name="objects">
    /// <see cref="Connection"/>, <see cref="Listener"/>, <see cref="Sentinel"/> and <see cref="Socket"/> objects, each
    /// once.
    /// </param>
    /// <param name="timeout">
    /// The maximum time; <see langword="null"/> or <see cref="Timeout.InfiniteTimeSpan"/> waits forever; zero or less
    /// only checks.
    /// </param>
    /// <returns>Those that are ready, in the order given; none if the time ran out.</returns>
    /// <exception cref="ArgumentException">
    /// An object is given twice or is none of these, or there is none and no timeout, which would wait forever.
    /// </exception>
    /// <exception cref="ConnectionException">A connection or listener is closed.</exception>
    /// <remarks>CPython: <c>wait(object_list, timeout)</c>.</remarks>
    public static IReadOnlyList<T> Any<T>(IEnumerable<T> objects, TimeSpan? timeout = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(objects);
        var waited = new List<T>();
        var handles = new List<WatchedHandle>();
        List<WatchedHandle>? shared = null;
        try
        {
            var seen = new HashSet<int>();
            foreach (var item in objects)
            {
                var handle = HandleOf(item, ref shared, out var number);
                if (!seen.Add(number))
                {
                    throw new ArgumentException($"'{number} (FD {number}) is already registered'", nameof(objects));
                }

                waited.Add(item);
                handles.Add(handle);
            }

            return Any(waited, [.. handles], timeout == Timeout.InfiniteTimeSpan ? null : timeout);
        }
        finally
        {
            shared?.ForEach(handle => handle.Close());
        }
    }

    private static List<T> Any<T>(List<T> waited, WatchedHandle[] handles, TimeSpan? timeout)
    {
        if (handles.Length == 0 && timeout is null)
        {
            throw new ArgumentException("waiting for nothing without a timeout would never end", nameof(timeout));
        }

        var deadline = new Deadline(timeout);
        var ready = new bool[handles.Length];
        var result = new List<T>();
        do
        {
            Array.Clear(ready);
            if (ProcessPlatform.Current.Wait(handles, ready, deadline.Left) == 0)
            {
                return result;
            }

            for (var i = 0; i < ready.Length; i++)
            {
                if (ready[i] && (waited[i] as object is not Connection connection || connection.HasMoreThanAcknowledgements()))
                {
                    result.Add(waited[i]);
                }
            }
        }
        while (result.Count == 0);
        return result;
    }

    private static WatchedHandle HandleOf(object? item, ref List<WatchedHandle>? shared, out int number)
    {
        var handle = item switch
        {
            IWaitable waitable => waitable.Awaited,
            null => throw new ArgumentNullException(nameof(item)),
            _ => null,
        };
        if (handle is not null)
        {
            number = handle.Number;
            return handle;
        }

        return Share(item, ref shared, out number);
    }

    // Not inlined: waiting for other objects must not load the sockets assembly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WatchedHandle Share(object item, ref List<WatchedHandle>? shared, out int number)
    {
        if (item is not Socket socket)
        {
            throw new ArgumentException(
                $"one can wait for connections, listeners, sentinels and sockets, not for {item.GetType()}",
                nameof(item));
        }

        // The socket belongs to someone else, who may close it meanwhile, so this waits on a duplicate.
        number = (int)socket.Handle;
        var handle = ProcessPlatform.Current.Duplicate(ProcessPlatform.Current.Borrow(number));
        (shared ??= []).Add(handle);
        return handle;
    }
}
