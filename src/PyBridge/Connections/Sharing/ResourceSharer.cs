using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Connections.Sharing;

/// <summary>
/// Keeps duplicates of connections sent in messages until their receivers fetch them, each once. It listens only while
/// there is something to fetch, blocks no thread, and asks for this process's key.
/// </summary>
/// <remarks>
/// CPython: <c>_ResourceSharer</c> in <c>Lib/multiprocessing/resource_sharer.py</c>, which listens until it is stopped.
/// </remarks>
internal static class ResourceSharer
{
    private const int Backlog = 128;
    private const int MaxLength = 1024; // of what a client says: a key and its process id

    // A silent client must not hold up the others.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Gate = new();
    private static readonly Dictionary<long, WatchedHandle> Waiting = [];
    private static Listener? _listener;
    private static long _lastKey;

    /// <summary>Keeps a duplicate of a connection.</summary>
    /// <returns>The address and the key by which it is fetched.</returns>
    /// <exception cref="ConnectionException">It is closed.</exception>
    /// <exception cref="PlatformException">No descriptors are left.</exception>
    public static (string Address, long Key) Register(Connection connection)
    {
        lock (Gate)
        {
            var duplicate = ProcessPlatform.Current.Duplicate(connection.OpenHandle);
            try
            {
                if (_listener is null)
                {
                    _listener = new Listener(backlog: Backlog, authKey: CurrentKey.Value) { HandshakeTimeout = Limit };
                    _ = ServeAsync(_listener);
                }
            }
            catch
            {
                duplicate.Close();
                throw;
            }

            Waiting.Add(++_lastKey, duplicate);
            return (_listener.Address.Path!, _lastKey);
        }
    }

    /// <summary>Drops a duplicate that nobody will fetch.</summary>
    public static void Forget(long key) => Take(key)?.Close();

    /// <summary>Drops all remaining duplicates.</summary>
    public static void ForgetAll()
    {
        long[] keys;
        lock (Gate)
        {
            keys = new long[Waiting.Count];
            Waiting.Keys.CopyTo(keys, 0); // a spread would use LINQ
        }

        foreach (var key in keys)
        {
            Forget(key);
        }
    }

    private static async Task ServeAsync(Listener listener)
    {
        while (!IsOver(listener))
        {
            try
            {
                _ = HandOverAsync(await listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (PlatformException)
            {
                await Task.Delay(Pause).ConfigureAwait(false); // no descriptors are left: the client is still waiting
            }
#pragma warning disable CA1031 // Whatever one client does wrong, the next one is served.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }

    private static async Task HandOverAsync(Connection client)
    {
        try
        {
            using (client)
            {
                client.Timeout = Limit;
                var message = await client.ReceiveBytesAsync(MaxLength).ConfigureAwait(false);
                if (PickleReader.Load(message) is PickleTuple { Count: 2 } pair && pair[0] is long key
                    && Take(key) is { } duplicate)
                {
                    await HandOverAsync(client, duplicate).ConfigureAwait(false);
                }
            }
        }
#pragma warning disable CA1031 // What one client does wrong is no concern of the others.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>The client acknowledges what it gets and then ends, or ends at once, as CPython before 3.14 does.</summary>
    private static async Task HandOverAsync(Connection client, WatchedHandle duplicate)
    {
        try
        {
            client.AcknowledgesHandles = false; // for both is waited below
            client.SendHandle(duplicate);
        }
        finally
        {
            duplicate.Close();
        }

        using var limit = new CancellationTokenSource(Limit);
        await client.PollAsync(limit.Token).ConfigureAwait(false);
    }

    private static bool IsOver(Listener listener)
    {
        lock (Gate)
        {
            return _listener != listener;
        }
    }

    private static WatchedHandle? Take(long key)
    {
        WatchedHandle? duplicate;
        Listener? idle = null;
        lock (Gate)
        {
            if (!Waiting.Remove(key, out duplicate))
            {
                return null;
            }

            if (Waiting.Count == 0)
            {
                (idle, _listener) = (_listener, null);
            }
        }

        idle?.Dispose(); // what waits there for a client goes on right here, and finds that it is over
        return duplicate;
    }
}
