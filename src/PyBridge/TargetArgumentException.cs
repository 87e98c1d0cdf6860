using System;

namespace PyBridge;

/// <summary>Number, names or types of the arguments do not fit the target.</summary>
/// <remarks>
/// CPython: a <c>TypeError</c> in the child; here it is found before a process exists, but for what only the types of a
/// named C# method can tell.
/// </remarks>
public sealed class TargetArgumentException : ArgumentException, IPythonError
{
    internal TargetArgumentException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public string PythonType => "TypeError";

    /// <summary>As other exceptions, with Python's name for it, which a reader of a child's stderr may look for.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var name = GetType().FullName!;
        return $"{name} ({PythonType}){base.ToString()[name.Length..]}";
    }
}
