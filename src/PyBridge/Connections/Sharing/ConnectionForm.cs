namespace PyBridge.Connections.Sharing;

/// <summary>How a pickle represents a connection, whether inherited by a child or sent in a message.</summary>
/// <remarks>CPython: <c>reduce_connection</c> in <c>Lib/multiprocessing/connection.py</c>.</remarks>
internal static class ConnectionForm
{
    /// <summary>The module of the function that rebuilds the connection.</summary>
    public const string Module = "multiprocessing.connection";

    /// <summary>That function.</summary>
    public const string Rebuild = "rebuild_connection";
}
