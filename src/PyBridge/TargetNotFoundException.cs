using System;

namespace PyBridge;

/// <summary>What a target names does not exist: the file, the type in it or the method.</summary>
/// <remarks>
/// CPython: an <c>ImportError</c> or <c>AttributeError</c> in the child. Here it is detected before a process exists.
/// </remarks>
public sealed class TargetNotFoundException : Exception, IPythonError
{
    internal TargetNotFoundException(string message, string pythonType, string? path, Exception? innerException = null)
        : base(message, innerException)
    {
        PythonType = pythonType;
        Path = path;
    }

    /// <inheritdoc/>
    public string PythonType { get; }

    /// <summary>The file that was searched or sought; <see langword="null"/> if there was none.</summary>
    public string? Path { get; }
}
