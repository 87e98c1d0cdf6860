using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Connections.Authentication;

/// <summary>
/// Clients that a listener has accepted but not yet returned. Their handshakes run concurrently, so that a silent one
/// does not hold up the others.
/// </summary>
internal sealed class PendingHandshakes(AuthenticationKey key)
{
    /// <summary>The maximum number; further clients wait to be accepted.</summary>
    public const int Most = 64;

    private readonly object _gate = new();
    private readonly Queue<Client> _ended = [];
    private int _running;
    private bool _closed;
    private TaskCompletionSource _change = NewChange();

    /// <summary>Whether another one may start.</summary>
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

    /// <summary>Whether there are any.</summary>
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

    /// <summary>Starts a handshake.</summary>
    /// <param name="connection">The connection to the client, which is closed if the handshake fails.</param>
    /// <param name="address">The client's address.</param>
    /// <param name="deadline">The time by which it must be done.</param>
    /// <param name="closing">Ends it when the listener is closed.</param>
    public void Begin(Connection connection, Address address, Deadline deadline, CancellationToken closing)
    {
        lock (_gate)
        {
            _running++;
        }

        _ = RunAsync(connection, address, deadline, closing);
    }

    /// <summary>The client that finished first; null if none has.</summary>
    public Client? TryTake()
    {
        lock (_gate)
        {
            return _ended.TryDequeue(out var client) ? client : null;
        }
    }

    /// <summary>Closes the connections that will not be returned.</summary>
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

        /// <summary>The connection to it; throws if something is wrong with it.</summary>
        public Connection Take()
        {
            failure?.Throw();
            return connection;
        }

        public void Close() => connection.Close();
    }
}
