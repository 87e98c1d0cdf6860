using System.Collections.Generic;

namespace PyBridge.Launch.Python;

/// <summary>A Python callable, and where to run it.</summary>
internal sealed class PythonCallable
{
    /// <summary>The full name of the module; empty if the callable is pickled.</summary>
    public required string Module { get; init; }

    /// <summary>The name of the callable in the module.</summary>
    public required string QualifiedName { get; init; }

    /// <summary>The callable as CPython has pickled it; <see langword="null"/> if it is named.</summary>
    public PickledCall? Pickled { get; init; }

    /// <summary>The requested interpreter; <see langword="null"/> to search for one.</summary>
    public required string? Interpreter { get; init; }

    /// <summary>The folders, as full paths, that come first in the child's <c>sys.path</c>.</summary>
    public required string[] SearchPath { get; init; }

    /// <summary>The full path of the child's current directory; <see langword="null"/> for this process's.</summary>
    public required string? WorkingDirectory { get; init; }

    /// <summary>Variables to set, or remove (<see langword="null"/>), on top of those of this process.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>What arrays of numbers among the arguments become.</summary>
    public PythonArrays Arrays { get; init; }

    /// <summary>The module and the name in it.</summary>
    public override string ToString() => Module.Length == 0 ? QualifiedName : $"{Module}.{QualifiedName}";
}
