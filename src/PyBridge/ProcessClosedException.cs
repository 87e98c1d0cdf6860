using System;

namespace PyBridge;

/// <summary>A member of a closed <see cref="Process"/> was used.</summary>
/// <remarks>CPython: <c>ValueError: process object is closed</c>.</remarks>
public sealed class ProcessClosedException : ObjectDisposedException, IPythonError
{
    internal ProcessClosedException()
        : base(objectName: null, "process object is closed")
    {
    }

    /// <inheritdoc/>
    public string PythonType => "ValueError";
}
