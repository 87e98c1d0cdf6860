using System;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Connections.Authentication;

/// <summary>Performs a handshake over a new connection; closes the connection if that fails.</summary>
internal static class Authenticator
{
    /// <exception cref="AuthenticationFailedException">One side does not accept the other.</exception>
    /// <exception cref="ConnectionTimeoutException">The peer took longer than allowed.</exception>
    public static void Run(Connection connection, AuthenticationKey? key, bool listens, Deadline deadline)
    {
        if (key is null)
        {
            return;
        }

        try
        {
            var handshake = new Handshake(key, listens);
            var step = handshake.Begin();
            while (true)
            {
                if (step.Message is { } message)
                {
                    Limit(connection, deadline);
                    connection.SendBytes(message);
                }

                if (IsOver(step))
                {
                    connection.Timeout = null;
                    return;
                }

                Limit(connection, deadline);
                step = handshake.Take(connection.ReceiveBytes(Handshake.MaxMessageLength));
            }
        }
        catch (Exception exception)
        {
            connection.Close();
            if (exception is ConnectionTimeoutException)
            {
                throw TimedOut();
            }

            throw;
        }
    }

    /// <inheritdoc cref="Run"/>
    public static async Task RunAsync(
        Connection connection,
        AuthenticationKey? key,
        bool listens,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return;
        }

        try
        {
            var handshake = new Handshake(key, listens);
            var step = handshake.Begin();
            while (true)
            {
                if (step.Message is { } message)
                {
                    Limit(connection, deadline);
                    await connection.SendBytesAsync(message, cancellationToken).ConfigureAwait(false);
                }

                if (IsOver(step))
                {
                    connection.Timeout = null;
                    return;
                }

                Limit(connection, deadline);
                step = handshake.Take(await connection
                    .ReceiveBytesAsync(Handshake.MaxMessageLength, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception exception)
        {
            connection.Close();
            if (exception is ConnectionTimeoutException)
            {
                throw TimedOut();
            }

            throw;
        }
    }

    private static bool IsOver(Handshake.Step step) => step.Failure is { } failure ? throw failure : step.IsDone;

    /// <summary>One deadline for all messages together: a peer must not extend it by sending a byte a second.</summary>
    private static void Limit(Connection connection, Deadline deadline)
    {
        if (deadline.HasPassed)
        {
            throw TimedOut();
        }

        connection.Timeout = deadline.Left;
    }

    private static ConnectionTimeoutException TimedOut() =>
        new("the peer has not authenticated itself within the time it was given");
}
