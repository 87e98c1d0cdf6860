using System.IO;

namespace PyBridge.Connections;

/// <summary>The peer does not have the key, claims that we do not have it, or violates the protocol.</summary>
/// <remarks>CPython: <c>multiprocessing.AuthenticationError</c>, with its text, which never includes keys.</remarks>
public sealed class AuthenticationFailedException : IOException, IPythonError
{
    internal AuthenticationFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "AuthenticationError";
}
