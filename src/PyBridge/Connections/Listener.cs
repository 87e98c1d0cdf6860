using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Connections.Authentication;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Waits for clients, in C# or in Python, and accepts their connections.</summary>
/// <remarks>
/// <para>Any number of threads may accept. A client's errors are thrown by <see cref="Accept()"/>; the listener keeps
/// listening. Up to 64 clients authenticate themselves at the same time; the first to finish is accepted first.</para>
/// <para>CPython: <c>multiprocessing.connection.Listener</c>.</para>
/// </remarks>
public sealed class Listener : IDisposable, IProcessBound, IWaitable
{
    // CPython's limit for local pipes on Windows; its listeners have none, and one silent client blocks them.
    private static readonly TimeSpan DefaultHandshakeTimeout = TimeSpan.FromSeconds(20);

    private readonly WatchedHandle _handle;
    private readonly ListenerFile? _file;
    private readonly PendingHandshakes? _pending; // null where there is no key, so nothing to wait for
    private readonly CancellationTokenSource _closing = new();
    private volatile bool _closed;
    private TimeSpan? _handshakeTimeout = DefaultHandshakeTimeout;

    /// <summary>Starts to listen.</summary>
    /// <param name="address">
    /// Where to listen; <see langword="null"/> for a free address of the family: a path in a folder that nobody else
    /// can enter, or a port on <c>localhost</c>.
    /// </param>
    /// <param name="family">Needed only if no address is given; a path is the default.</param>
    /// <param name="backlog">How many clients may wait to be accepted; 0 or more.</param>
    /// <param name="authKey">
    /// The key that a client must have, and that we prove to have; <see langword="null"/> to accept anyone. Clients may
    /// then send anything: pickles cannot run code here.
    /// </param>
    /// <exception cref="ArgumentException">The address does not belong to the family.</exception>
    /// <exception cref="PlatformException">The system refused, for example errno 98, <c>EADDRINUSE</c>.</exception>
    /// <exception cref="ConnectionException">The address is not valid.</exception>
    /// <remarks>CPython: <c>Listener(address, family, backlog, authkey)</c>.</remarks>
    public Listener(
        Address? address = null, ConnectionFamily? family = null, int backlog = 1, AuthenticationKey? authKey = null)
    {
        if (address is not null && family is not null && address.Family != family)
        {
            throw new ArgumentException($"the address {address} is not of the family {family}", nameof(family));
        }

        if (address is null && family != ConnectionFamily.Inet)
        {
            _file = ListenerFile.Create();
        }

        try
        {
            var wanted = address ?? _file?.Address ?? Address.Inet("localhost", 0);
            _handle = ProcessPlatform.Current.Channels.Listen(
                wanted.Resolve(), backlog, wanted.Label, out var bound);
            Address = Address.Of(bound);
            _pending = authKey is null ? null : new PendingHandshakes(authKey);
            _file ??= ListenerFile.Of(Address);
        }
        catch
        {
            _file?.Remove();
            throw;
        }
    }

    /// <summary>The address it listens on, with the actual port.</summary>
    /// <remarks>CPython: <c>address</c>.</remarks>
    public Address Address { get; }

    /// <summary>
    /// The address of the client accepted last; an empty path if it has none, like most over Unix sockets.
    /// <see langword="null"/> before the first.
    /// </summary>
    /// <remarks>CPython: <c>last_accepted</c>.</remarks>
    public Address? LastAccepted { get; private set; }

    /// <summary>
    /// The maximum time for a client to authenticate itself, 20 seconds by default; <see langword="null"/> for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    /// <remarks>CPython waits forever, and accepts no other client meanwhile.</remarks>
    public TimeSpan? HandshakeTimeout
    {
        get => _handshakeTimeout;
        set
        {
            if (value is { } limit && limit != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(value));
            }

            _handshakeTimeout = value;
        }
    }

    WatchedHandle IWaitable.Awaited => Handle;

    private WatchedHandle Handle => _closed ? throw IsClosed() : _handle;

    /// <summary>Waits for a client.</summary>
    /// <returns>The connection to the client, authenticated if there is a key.</returns>
    /// <exception cref="ConnectionException">
    /// The listener is closed, perhaps by another thread meanwhile; or the client violates the protocol.
    /// </exception>
    /// <exception cref="AuthenticationFailedException">The client does not have the key.</exception>
    /// <exception cref="EndOfConnectionException">The client disconnected before it was authenticated.</exception>
    /// <exception cref="ConnectionTimeoutException">The client took longer than <see cref="HandshakeTimeout"/>.</exception>
    /// <exception cref="PlatformException">The system failed, or the client reset the connection (errno 104).</exception>
    /// <remarks>CPython: <c>accept()</c>.</remarks>
    public Connection Accept() => TryAccept(Timeout.InfiniteTimeSpan)!;

    /// <summary>Waits for a client for a limited time.</summary>
    /// <param name="timeout">
    /// The maximum time to wait; <see cref="Timeout.InfiniteTimeSpan"/> is forever; zero or less only checks.
    /// </param>
    /// <returns>The connection to the client; <see langword="null"/> if the time ran out.</returns>
    /// <inheritdoc cref="Accept()"/>
    /// <remarks>CPython has no equivalent.</remarks>
    public Connection? TryAccept(TimeSpan timeout)
    {
        var deadline = new Deadline(timeout);
        if (_pending is not null)
        {
            using var released = InterpreterLock.Released();
            return AcceptAsync(deadline, CancellationToken.None).GetAwaiter().GetResult();
        }

        Channel? channel;
        while ((channel = AcceptWaiting(out var peer)) is null)
        {
            if (deadline.HasPassed || !WaitForClient(deadline.Left))
            {
                return null;
            }
        }

        return new Connection(channel);
    }

    /// <summary>Waits for a client.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection to the client, authenticated if there is a key.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Accept()"/>
    public async Task<Connection> AcceptAsync(CancellationToken cancellationToken = default) =>
        (await AcceptAsync(new Deadline(null), cancellationToken).ConfigureAwait(false))!;

    /// <summary>
    /// Stops listening and removes the file of a path. Threads and tasks waiting for clients end with
    /// <see cref="ConnectionException"/>. Closing again does nothing.
    /// </summary>
    /// <remarks>CPython: <c>close()</c>.</remarks>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        ProcessPlatform.Current.Channels.StopListening(_handle);
        _handle.Close();
        _file?.Remove();
        _closing.Cancel();
        _pending?.Close();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        Close();
        _closing.Dispose();
    }

    string IProcessBound.ReasonAgainst(string verb) =>
        $"a listener belongs to the process that made it; {verb} its Address";

    private static ConnectionException IsClosed() => new("listener is closed");

    /// <summary>
    /// Accepts clients until one has finished its handshake. The deadline limits the wait for a client to connect;
    /// those already connected have the time of their handshakes.
    /// </summary>
    private async Task<Connection?> AcceptAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = _pending?.Change; // before looking, or it might be missed
            if (_pending?.TryTake() is { } client)
            {
                LastAccepted = client.Address;
                return client.Take();
            }

            var hasRoom = _pending?.HasRoom ?? true;
            if (hasRoom && AcceptWaiting(out var address) is { } channel)
            {
                var connection = new Connection(channel);
                if (_pending is null)
                {
                    return connection;
                }

                _pending.Begin(connection, address!, new Deadline(_handshakeTimeout), _closing.Token);
                continue;
            }

            var isBusy = _pending?.Any ?? false;
            if (deadline.HasPassed && !isBusy)
            {
                return null;
            }

            await WaitAsync(hasRoom, isBusy ? null : deadline.Left, change, cancellationToken).ConfigureAwait(false);
        }
    }

    private Channel? AcceptWaiting(out Address? address)
    {
        try
        {
            var channel = ProcessPlatform.Current.Channels.TryAccept(Handle, out var peer);
            address = channel is null ? null : Address.Of(peer);
            if (channel is not null && _pending is null)
            {
                LastAccepted = address;
            }

            return channel;
        }
        catch (Exception exception) when (_closed && exception is PlatformException or ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    private bool WaitForClient(TimeSpan? timeout)
    {
        try
        {
            var ready = false;
            return ProcessPlatform.Current.Wait([Handle], new Span<bool>(ref ready), timeout) > 0;
        }
        catch (ObjectDisposedException)
        {
            throw IsClosed();
        }
    }

    /// <summary>Waits for a client to come, for a handshake to end, or for the time to run out.</summary>
    private async Task WaitAsync(
        bool forClient, TimeSpan? timeout, Task? change, CancellationToken cancellationToken)
    {
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            var came = forClient
                ? ProcessPlatform.Current.Watcher.WaitAsync(Handle, ending.Token)
                : Task.Delay(Timeout.Infinite, ending.Token);
            var limit = timeout is { } time ? Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, ending.Token) : null;
            Task[] all = [came, .. change is null ? [] : new[] { change }, .. limit is null ? [] : new[] { limit }];
            await (await Task.WhenAny(all).ConfigureAwait(false)).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false); // the waits that were not needed
        }
        catch (Exception exception) when (_closed && exception is OperationCanceledException or ObjectDisposedException)
        {
            throw IsClosed();
        }
    }
}
