using System;

namespace PyBridge.Connections;

/// <summary>The peer took longer than it was given.</summary>
/// <remarks>CPython: <c>TimeoutError</c>; the calls that take a time here take none there.</remarks>
public sealed class ConnectionTimeoutException : TimeoutException, IPythonError
{
    internal ConnectionTimeoutException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "TimeoutError";
}
