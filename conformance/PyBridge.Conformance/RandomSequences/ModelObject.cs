namespace PyBridge.Conformance.RandomSequences;

/// <summary>What the model knows of one process object: enough to tell which steps come back, and what they race with.</summary>
internal sealed class ModelObject
{
    public enum Life
    {
        New,
        Running,
        Ended,
        Closed,
    }

    /// <summary>The label of the object, and of its process as an actor.</summary>
    public required string Label { get; init; }

    /// <summary>The actor that made it; <see langword="null"/> for the program itself.</summary>
    public required ModelObject? Owner { get; init; }

    /// <summary>Whether its target is a list of steps, after which it ends unobserved.</summary>
    public required bool IsBrief { get; init; }

    public required bool IsDaemon { get; set; }

    public Life State { get; set; }

    /// <summary>How many processes lie between it and the program.</summary>
    public int Depth => Owner is null ? 0 : Owner.Depth + 1;
}
