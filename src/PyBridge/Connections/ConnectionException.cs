using System.IO;

namespace PyBridge.Connections;

/// <summary>A connection or listener cannot do what was asked, or its peer violates the protocol.</summary>
/// <remarks>
/// CPython: <c>OSError</c> without an error number, such as <c>handle is closed</c> or <c>bad message length</c>; the
/// text is CPython's. If the system refuses, that is a <see cref="PlatformException"/>.
/// </remarks>
public sealed class ConnectionException : IOException, IPythonError
{
    internal ConnectionException(string message, string pythonType = "OSError")
        : base(message) => PythonType = pythonType;

    /// <inheritdoc/>
    public string PythonType { get; }
}
