using System;

namespace PyBridge;

/// <summary>What the target of another process threw, as text.</summary>
/// <remarks>
/// Thrown itself if this program has no equivalent type; otherwise it is the <see cref="Exception.InnerException"/> of
/// the exception thrown. CPython: <c>multiprocessing.managers.RemoteError</c>, and the <c>_RemoteTraceback</c> of
/// <c>concurrent.futures</c>.
/// </remarks>
#pragma warning disable CA1710 // The name is Python's.
public sealed class RemoteError : Exception, IPythonError
#pragma warning restore CA1710
{
    internal RemoteError(string typeName, string message, string traceback)
        : base(message.Length == 0 ? typeName : $"{typeName}: {message}")
    {
        TypeName = typeName;
        Traceback = traceback;
    }

    /// <inheritdoc/>
    public string PythonType => "RemoteError";

    /// <summary>
    /// The full name of the exception's type there: <c>sqlite3.OperationalError</c>, <c>ValueError</c>.
    /// </summary>
    public string TypeName { get; }

    /// <summary>The text that the child wrote to stderr: the exception with its traceback or stack.</summary>
    public string Traceback { get; }

    /// <summary>The exception, followed by the child's traceback.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{base.ToString()}\n\"\"\"\n{Traceback.TrimEnd('\n')}\n\"\"\"";
}
