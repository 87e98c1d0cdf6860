namespace PyBridge.Lifecycle;

/// <summary>What a process object of a host carries from the process that made it to the one that sees it.</summary>
internal sealed record ProcessDescription
{
    public required int[] Identity { get; init; }

    public required string Name { get; init; }

    public required bool Daemon { get; init; }

    public required AuthenticationKey AuthKey { get; init; }

    public required int? ParentPid { get; init; }

    public required string? ParentName { get; init; }
}
