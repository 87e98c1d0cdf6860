using System;

namespace PyBridge;

/// <summary>A member of <see cref="Process"/> was used in a state that does not allow it.</summary>
/// <remarks>
/// CPython: an <c>AssertionError</c> for most state checks; <c>ValueError</c>, <c>AttributeError</c> or <c>KeyError</c>
/// for some; <see cref="PythonType"/> says which. The text is CPython's.
/// </remarks>
public sealed class ProcessStateException : InvalidOperationException, IPythonError
{
    internal ProcessStateException(string message, string pythonType = "AssertionError")
        : base(message) => PythonType = pythonType;

    /// <inheritdoc/>
    public string PythonType { get; }
}
