using System;

namespace PyBridge.Connections;

/// <summary>The peer took longer than allowed.</summary>
/// <remarks>CPython: <c>TimeoutError</c>; the calls that take a timeout here take none there.</remarks>
public sealed class ConnectionTimeoutException : TimeoutException, IPythonError
{
    internal ConnectionTimeoutException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "TimeoutError";
}
