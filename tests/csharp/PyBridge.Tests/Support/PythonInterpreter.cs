using System;

namespace PyBridge.Tests.Support;

/// <summary>A CPython on this machine.</summary>
/// <param name="Executable">The full path of its program, symbolic links resolved.</param>
/// <param name="Version">Such as 3.7.16.</param>
public sealed record PythonInterpreter(string Executable, Version Version)
{
    /// <summary>How test reports name it.</summary>
    public override string ToString() => $"CPython {Version}";
}
