using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Connections.Authentication;

/// <summary>
/// Clients that a listener has accepted and nobody has got yet. Their handshakes run side by side: one that says nothing
/// holds none of the others up.
/// </summary>
internal sealed class PendingHandshakes(AuthenticationKey key)
{
    /// <summary>How many there may be; further clients wait to be accepted.</summary>
    public const int Most = 64;

    private readonly object _gate = new();
    private readonly Queue<Client> _ended = [];
    private int _running;
    private bool _closed;
    private TaskCompletionSource _change = NewChange();

    /// <summary>Whether another one may begin.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _running + _ended.Count < Most;
            }
        }
    }

    /// <summary>Whether there is one at all.</summary>
    public bool Any
    {
        get
        {
            lock (_gate)
            {
                return _running + _ended.Count > 0;
            }
        }
    }

    /// <summary>Completes when the next one ends.</summary>
    public Task Change
    {
        get
        {
            lock (_gate)
            {
                return _change.Task;
            }
        }
    }

    /// <summary>Begins one.</summary>
    /// <param name="connection">The connection with the client, which is closed if the handshake fails.</param>
    /// <param name="address">The client's.</param>
    /// <param name="deadline">Until when it may take.</param>
    /// <param name="closing">Ends it when the listener is closed.</param>
    public void Begin(Connection connection, Address address, Deadline deadline, CancellationToken closing)
    {
        lock (_gate)
        {
            _running++;
        }

        _ = RunAsync(connection, address, deadline, closing);
    }

    /// <summary>The client that was done first; null where none is.</summary>
    public Client? TryTake()
    {
        lock (_gate)
        {
            return _ended.TryDequeue(out var client) ? client : null;
        }
    }

    /// <summary>Closes the connections that nobody will get.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_ended.TryDequeue(out var client))
            {
                client.Close();
            }
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is thrown by whoever accepts the client.")]
    private async Task RunAsync(Connection connection, Address address, Deadline deadline, CancellationToken closing)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            await Authenticator.RunAsync(connection, key, listens: true, deadline, closing).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        End(new Client(connection, address, failure));
    }

    private void End(Client client)
    {
        TaskCompletionSource change;
        lock (_gate)
        {
            _running--;
            (change, _change) = (_change, NewChange());
            if (_closed)
            {
                client.Close();
            }
            else
            {
                _ended.Enqueue(client);
            }
        }

        change.SetResult();
    }

    /// <summary>A client whose handshake has ended.</summary>
    internal sealed class Client(Connection connection, Address address, ExceptionDispatchInfo? failure)
    {
        public Address Address { get; } = address;

        /// <summary>The connection with it, or what is wrong with it, thrown.</summary>
        public Connection Take()
        {
            failure?.Throw();
            return connection;
        }

        public void Close() => connection.Close();
    }
}
