using System;

namespace PyBridge;

/// <summary>A value cannot be pickled, or bytes are not a readable pickle.</summary>
/// <remarks>
/// CPython: <c>pickle.PicklingError</c>, <c>TypeError</c> or <c>AttributeError</c> while writing,
/// <c>pickle.UnpicklingError</c> or <c>EOFError</c> while reading.
/// </remarks>
public sealed class PickleException : Exception, IPythonError
{
    internal PickleException(string message, string pythonType, Exception? innerException = null)
        : base(message, innerException) => PythonType = pythonType;

    /// <inheritdoc/>
    public string PythonType { get; }

    /// <summary>The byte offset at which reading failed; <see langword="null"/> while writing.</summary>
    public long? Offset { get; internal init; }

    /// <summary>
    /// The path to the member that cannot cross, for example <c>args[1].Stream</c>; <see langword="null"/> while
    /// reading.
    /// </summary>
    public string? Path { get; internal init; }
}
