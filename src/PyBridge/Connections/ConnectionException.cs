using System.IO;

namespace PyBridge.Connections;

/// <summary>A connection or listener cannot do what was asked, or its peer does not keep to the protocol.</summary>
/// <remarks>
/// CPython: <c>OSError</c> without an error number, as <c>handle is closed</c> or <c>bad message length</c>; the text is
/// CPython's. What the system refuses is a <see cref="PlatformException"/>.
/// </remarks>
public sealed class ConnectionException : IOException, IPythonError
{
    internal ConnectionException(string message, string pythonType = "OSError")
        : base(message) => PythonType = pythonType;

    /// <inheritdoc/>
    public string PythonType { get; }
}
