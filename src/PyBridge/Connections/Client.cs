using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Connections.Authentication;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Connects to listeners, in C# or in Python.</summary>
/// <remarks>CPython: <c>multiprocessing.connection.Client</c>.</remarks>
public static class Client
{
    /// <summary>Connects to a listener.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="authKey">The key the listener asks for; <see langword="null"/> if it asks for none.</param>
    /// <param name="timeout">
    /// The maximum time for all of it; <see langword="null"/> for no limit: a listener may be busy before it accepts.
    /// </param>
    /// <returns>The connection.</returns>
    /// <exception cref="PlatformException">
    /// Nobody listens there: errno 2, <c>ENOENT</c>, or 111, <c>ECONNREFUSED</c>.
    /// </exception>
    /// <exception cref="AuthenticationFailedException">The keys differ, or the peer is not such a listener.</exception>
    /// <exception cref="EndOfConnectionException">The listener closed the connection.</exception>
    /// <exception cref="ConnectionException">The address is not valid, or the peer is not such a listener.</exception>
    /// <exception cref="ConnectionTimeoutException">The time ran out.</exception>
    /// <remarks>CPython: <c>Client(address, family, authkey)</c>.</remarks>
    public static Connection Connect(Address address, AuthenticationKey? authKey = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var deadline = new Deadline(timeout);
        var connection = Open(address, deadline);
        Authenticator.Run(connection, authKey, listens: false, deadline);
        return connection;
    }

    /// <summary>Connects to a listener.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="authKey">The key the listener asks for; <see langword="null"/> if it asks for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Connect"/>
    public static async Task<Connection> ConnectAsync(
        Address address, AuthenticationKey? authKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);

        // Resolving and connecting are blocking system calls; waiting for the peer does not block.
        var connection = await Task.Run(() => Open(address, default), cancellationToken).ConfigureAwait(false);
        await Authenticator.RunAsync(connection, authKey, listens: false, default, cancellationToken)
            .ConfigureAwait(false);
        return connection;
    }

    private static Connection Open(Address address, Deadline deadline) =>
        ProcessPlatform.Current.Channels.Connect(address.Resolve(), deadline.Left, address.Label) is { } channel
            ? new Connection(channel)
            : throw new ConnectionTimeoutException($"no connection with {address} within the time it was given");
}
