using System;

namespace PyBridge;

/// <summary>Number, names or types of the arguments do not fit the target.</summary>
/// <remarks>CPython: a <c>TypeError</c> in the child; here it is found before a process exists.</remarks>
public sealed class TargetArgumentException : ArgumentException, IPythonError
{
    internal TargetArgumentException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "TypeError";
}
