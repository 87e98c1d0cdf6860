using System.Collections.Generic;

namespace PyBridge;

/// <summary>How the reserve of processes stands, and what has become of the starts.</summary>
public sealed class StandbyCounts
{
    internal StandbyCounts()
    {
    }

    /// <summary>How many processes are to wait.</summary>
    public int Wanted { get; internal init; }

    /// <summary>How many wait, and are ready.</summary>
    public int Idle { get; internal init; }

    /// <summary>How many are being started: one at most.</summary>
    public int Starting { get; internal init; }

    /// <summary>How many starts such a process took over.</summary>
    public int Warm { get; internal init; }

    /// <summary>How many ended before they were needed.</summary>
    public int Died { get; internal init; }

    /// <summary>How many starts were cold ones, by the reason, in English.</summary>
    public IReadOnlyDictionary<string, int> Cold { get; internal init; } = new Dictionary<string, int>();
}
