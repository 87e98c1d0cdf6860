using System;

namespace PyBridge;

/// <summary>A value cannot be pickled, or bytes are not a pickle that can be read.</summary>
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

    /// <summary>
    /// Where in the bytes reading failed, in bytes from the start; <see langword="null"/> while writing.
    /// </summary>
    public long? Offset { get; internal init; }

    /// <summary>
    /// The way to the member that cannot cross, for example <c>args[1].Stream</c>;
    /// <see langword="null"/> while reading bytes.
    /// </summary>
    public string? Path { get; internal init; }
}
