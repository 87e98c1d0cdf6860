namespace PyBridge.Lifecycle;

/// <summary>What one process tells another of a process object: the child that it becomes, or whoever sees it there.</summary>
internal sealed record ProcessDescription
{
    /// <summary>The object's number among its siblings, after those of its ancestors.</summary>
    public required int[] Identity { get; init; }

    /// <summary>The name, which is never empty unless it was set so.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the process ends with its parent.</summary>
    public required bool Daemon { get; init; }

    /// <summary>The key that parent and child share.</summary>
    public required AuthenticationKey AuthKey { get; init; }

    /// <summary>The process that made the object; <see langword="null"/> where nobody told.</summary>
    public required int? ParentPid { get; init; }

    /// <summary>The name that process had then; <see langword="null"/> where nobody told.</summary>
    public required string? ParentName { get; init; }
}
