using System.Collections.Generic;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What the model knows of one process object: enough to tell which steps come back, and what they race with.</summary>
internal sealed class ModelObject
{
    public enum Life
    {
        New,
        Running,

        /// <summary>Its target is over, and it waits for children of its own.</summary>
        Leaving,
        Ended,
        Closed,
    }

    /// <summary>The label of the object, and of its process as an actor.</summary>
    public required string Label { get; init; }

    /// <summary>The process that made it; <see langword="null"/> for the program itself.</summary>
    public required ModelObject? Owner { get; init; }

    /// <summary>How its target ends if that is a list of steps, after which it ends unobserved; else it is an actor.</summary>
    public string? BriefEnding { get; init; }

    /// <summary>What its target is given.</summary>
    public IReadOnlyList<IArgument> Arguments { get; init; } = [];

    /// <summary>Whether it is started as a daemon.</summary>
    public required bool IsDaemon { get; set; }

    /// <summary>Whether the process takes itself for one, which it can change.</summary>
    public bool TakesItselfForDaemon { get; set; }

    /// <summary>Whether it has made what the system keeps for it until it has ended in peace: else there are warnings.</summary>
    public bool HasSemaphores { get; set; }

    public Life State { get; set; }

    public bool IsBrief => BriefEnding is not null;

    /// <summary>Whether there is a process that has not ended.</summary>
    public bool Lives => State is Life.Running or Life.Leaving;

    /// <summary>How many processes lie between it and the program.</summary>
    public int Depth => Owner is null ? 0 : Owner.Depth + 1;
}
