using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Connections.Authentication;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>Connects with listeners, of C# or of Python.</summary>
/// <remarks>CPython: <c>multiprocessing.connection.Client</c>.</remarks>
public static class Client
{
    /// <summary>Connects with a listener.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="authKey">The key it asks for; <see langword="null"/> where it asks for none.</param>
    /// <param name="timeout">
    /// How long all of it may take; <see langword="null"/> for any time: a listener may be busy before it accepts.
    /// </param>
    /// <returns>The connection.</returns>
    /// <exception cref="PlatformException">Nobody listens there: errno 2, <c>ENOENT</c>, or 111, <c>ECONNREFUSED</c>.</exception>
    /// <exception cref="AuthenticationFailedException">The keys differ, or the peer is no such listener.</exception>
    /// <exception cref="EndOfConnectionException">The listener has closed the connection.</exception>
    /// <exception cref="ConnectionException">The address cannot be one, or the peer is no such listener.</exception>
    /// <exception cref="ConnectionTimeoutException">It took longer.</exception>
    /// <remarks>CPython: <c>Client(address, family, authkey)</c>.</remarks>
    public static Connection Connect(Address address, AuthenticationKey? authKey = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var deadline = new Deadline(timeout);
        var connection = Open(address, deadline);
        Authenticator.Run(connection, authKey, listens: false, deadline);
        return connection;
    }

    /// <summary>Connects with a listener.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="authKey">The key it asks for; <see langword="null"/> where it asks for none.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="Connect"/>
    public static async Task<Connection> ConnectAsync(
        Address address, AuthenticationKey? authKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);

        // Resolving and connecting block, for they are the system's calls; what waits for the peer does not.
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
