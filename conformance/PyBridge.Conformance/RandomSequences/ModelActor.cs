namespace PyBridge.Conformance.RandomSequences;

/// <summary>Who does steps: a process, or a thread of one.</summary>
internal sealed class ModelActor
{
    public required string Label { get; init; }

    public required ModelObject Process { get; init; }

    public required bool IsThread { get; init; }

    /// <summary>Whether it does a step that has not come back.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it is a thread that has left.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Whether it can be asked for a step.</summary>
    public bool IsFree => !IsBusy && !HasLeft && Process.State == ModelObject.Life.Running;
}
