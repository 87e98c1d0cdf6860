using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Connections.Sharing;

/// <summary>
/// Rebuilds the connections in a message: fetches each from the process that sent it, which must have the same key as
/// this one. Only where a <see cref="Connection"/> is declared: no message alone makes this process connect.
/// </summary>
/// <remarks>CPython: <c>DupFd.detach</c> in <c>Lib/multiprocessing/resource_sharer.py</c>.</remarks>
internal sealed class SentConnectionBuilder : IObjectBuilder
{
    // A sender that does not answer must not block the receiver.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private Dictionary<PickleInstance, Connection>? _made;

    /// <inheritdoc/>
    /// <exception cref="AuthenticationFailedException">Sender and receiver have different keys.</exception>
    /// <exception cref="PlatformException">The sender is gone.</exception>
    /// <exception cref="ConnectionTimeoutException">The sender does not answer.</exception>
    public object? TryBuild(PickleInstance recipe, Type declared)
    {
        if (declared != typeof(Connection)
            || recipe.Class is not PickleGlobal { Module: ConnectionForm.Module, QualifiedName: ConnectionForm.Rebuild })
        {
            return null;
        }

        if (_made?.TryGetValue(recipe, out var known) == true)
        {
            return known;
        }

        var made = Build(recipe.Args);
        (_made ??= new(ReferenceEqualityComparer.Instance)).Add(recipe, made);
        return made;
    }

    private static Connection Build(PickleTuple args) =>
        args.Count == 3
        && args[0] is PickleInstance
        {
            Class: PickleGlobal { Module: SentConnectionReducer.SharerModule, QualifiedName: SentConnectionReducer.SharerClass },
            State: PickleDictionary attributes,
        }
        && attributes.TryGetValue(SentConnectionReducer.Identifier, out var identifier)
        && identifier is PickleTuple { Count: 2 } pair && pair[0] is string address && pair[1] is long key
        && args[1] is bool readable && args[2] is bool writable
            ? Fetch(address, key, readable, writable, Limit)
            : throw new PickleException(
                "a connection in the message is not one that CPython or PyBridge writes", "UnpicklingError");

    /// <summary>Fetches a connection from its sender.</summary>
    /// <exception cref="ConnectionTimeoutException">The sender did not hand it over within the limit.</exception>
    internal static Connection Fetch(string address, long key, bool readable, bool writable, TimeSpan limit)
    {
        using var sharer = Client.Connect(address, CurrentKey.Value, limit);
        sharer.Timeout = limit;
        sharer.Send((key, (long)ProcessPlatform.Current.CurrentProcessId));
        if (!sharer.Poll(limit))
        {
            throw new ConnectionTimeoutException($"the sender of a connection did not hand it over within {limit}");
        }

        using var received = sharer.ReceiveHandle(acknowledges: true); // it sends one, and ends
        var connection = new Connection((int)received.DangerousGetHandle(), readable, writable);
        received.SetHandleAsInvalid();
        return connection;
    }
}
