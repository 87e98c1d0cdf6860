using System.IO;

namespace PyBridge.Connections;

/// <summary>The peer does not have the key, says that we do not have it, or does not keep to the protocol.</summary>
/// <remarks>CPython: <c>multiprocessing.AuthenticationError</c>, with its text. Keys are never part of it.</remarks>
public sealed class AuthenticationFailedException : IOException, IPythonError
{
    internal AuthenticationFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "AuthenticationError";
}
