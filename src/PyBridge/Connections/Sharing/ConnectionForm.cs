namespace PyBridge.Connections.Sharing;

/// <summary>How a pickle names a connection, whether it is inherited by a child or sent in a message.</summary>
/// <remarks>CPython: <c>reduce_connection</c> in <c>Lib/multiprocessing/connection.py</c>.</remarks>
internal static class ConnectionForm
{
    /// <summary>The module of the function that makes the connection again.</summary>
    public const string Module = "multiprocessing.connection";

    /// <summary>That function.</summary>
    public const string Rebuild = "rebuild_connection";
}
