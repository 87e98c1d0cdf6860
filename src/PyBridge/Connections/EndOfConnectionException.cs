using System.IO;

namespace PyBridge.Connections;

/// <summary>The other end is closed, and nothing is left to receive.</summary>
/// <remarks>CPython: <c>EOFError</c>.</remarks>
public sealed class EndOfConnectionException : EndOfStreamException, IPythonError
{
    internal EndOfConnectionException()
        : base("the other end of the connection is closed")
    {
    }

    /// <inheritdoc/>
    public string PythonType => "EOFError";
}
