namespace PyBridge.Lifecycle;

/// <summary>What one process tells another about a process object: the child that runs it, or anyone else.</summary>
internal sealed record ProcessDescription
{
    /// <summary>The object's number among its siblings, preceded by those of its ancestors.</summary>
    public required int[] Identity { get; init; }

    /// <summary>The name, which is never empty unless explicitly set so.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the process ends with its parent.</summary>
    public required bool Daemon { get; init; }

    /// <summary>The key that parent and child share.</summary>
    public required AuthenticationKey AuthKey { get; init; }

    /// <summary>The process that made the object; <see langword="null"/> if unknown.</summary>
    public required int? ParentPid { get; init; }

    /// <summary>The name which that process had then; <see langword="null"/> if unknown.</summary>
    public required string? ParentName { get; init; }
}
