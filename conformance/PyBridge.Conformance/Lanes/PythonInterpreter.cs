using System;

namespace PyBridge.Conformance.Lanes;

/// <summary>A CPython that was found.</summary>
internal sealed record PythonInterpreter(string Path, Version Version);
