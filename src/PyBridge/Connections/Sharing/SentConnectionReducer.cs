using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Connections.Sharing;

/// <summary>
/// The form in which a connection is sent in a message to a process that is already running: the receiver fetches the
/// descriptor from <see cref="ResourceSharer"/>.
/// </summary>
/// <remarks>CPython: <c>reduce_connection</c>, and <c>DupFd</c> of <c>Lib/multiprocessing/resource_sharer.py</c>.</remarks>
internal sealed class SentConnectionReducer : IObjectReducer
{
    internal const string SharerModule = "multiprocessing.resource_sharer";
    internal const string SharerClass = "DupFd";
    internal const string Identifier = "_id";

    private List<long>? _keys;

    /// <summary>Writes a message as a pickle that Python reads.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">How errors refer to it.</param>
    /// <exception cref="PickleException">Something in it has no counterpart in Python.</exception>
    public static ReadOnlyMemory<byte> Dump(object? value, string path)
    {
        var forms = new SentConnectionReducer();
        try
        {
            return GeneralPickler.Dump(new PythonValueWriter(forms).ToGeneral(value, path));
        }
        catch
        {
            forms._keys?.ForEach(ResourceSharer.Forget);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ConnectionException">It is closed.</exception>
    public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
    {
        token = value is Connection connection ? OfConnection(connection) : null;
        return token is not null;
    }

    /// <inheritdoc/>
    public string? ReasonAgainst(object value) => value switch
    {
        IInheritedOnly inherited => inherited.ReasonAgainstSending,
        IProcessBound bound => bound.ReasonAgainst("send"),
        AuthenticationKey => "a key belongs in no message; send its bytes where that is meant",
        _ => null,
    };

    private PickleInstance OfConnection(Connection connection)
    {
        var (address, key) = ResourceSharer.Register(connection);
        (_keys ??= []).Add(key);
        var content = new PickleInstanceState();
        content.SetState(new PickleDictionary { { Identifier, PickleTuple.Of([address, key]) } });
        var descriptor = new PickleInstance(
            PickleInstanceKind.New, new PickleGlobal(SharerModule, SharerClass), PickleTuple.Empty)
        {
            Content = content,
        };
        return new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal(ConnectionForm.Module, ConnectionForm.Rebuild),
            PickleTuple.Of([descriptor, connection.Readable, connection.Writable]));
    }
}
