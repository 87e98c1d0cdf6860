using System;

namespace PyBridge;

/// <summary>The number, names or types of the arguments do not fit the target.</summary>
/// <remarks>
/// CPython: a <c>TypeError</c> in the child. Here it is detected before a process exists, except for what only the
/// types of a named C# method can tell.
/// </remarks>
public sealed class TargetArgumentException : ArgumentException, IPythonError
{
    internal TargetArgumentException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "TypeError";

    /// <summary>The usual text plus Python's name for it, which readers of a child's stderr may look for.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var name = GetType().FullName!;
        return $"{name} ({PythonType}){base.ToString()[name.Length..]}";
    }
}
