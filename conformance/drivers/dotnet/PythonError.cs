using System;

namespace PyBridge.Conformance.Lane;

/// <summary>What Python says by raising, where C# says it by a return value.</summary>
/// <param name="type">Python's name of it.</param>
/// <param name="text">Its text.</param>
#pragma warning disable CA1032, CA1710 // It has one use.
internal sealed class PythonError(string type, string text = "") : Exception(text), IPythonError
#pragma warning restore CA1032, CA1710
{
    public string PythonType => type;
}
