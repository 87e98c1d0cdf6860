using System.Collections.Generic;

namespace PyBridge.Launch.Python;

/// <summary>A Python callable, and where it is to run.</summary>
internal sealed class PythonCallable
{
    /// <summary>The full name of the module.</summary>
    public required string Module { get; init; }

    /// <summary>The name of the callable in the module.</summary>
    public required string QualifiedName { get; init; }

    /// <summary>The interpreter that was asked for; <see langword="null"/> where it is to be found.</summary>
    public required string? Interpreter { get; init; }

    /// <summary>Folders, as full paths, that the child's <c>sys.path</c> begins with.</summary>
    public required string[] SearchPath { get; init; }

    /// <summary>The full path of the child's current directory; <see langword="null"/> for that of this process.</summary>
    public required string? WorkingDirectory { get; init; }

    /// <summary>Variables the child has besides those of this process, or does not have (<see langword="null"/>).</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>The module and the name in it.</summary>
    public override string ToString() => $"{Module}.{QualifiedName}";
}
