using System.Collections.Generic;
using System.Globalization;

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

    /// <summary>The figures in one line, such as <c>2 wanted, 2 idle, 0 starting, 5 warm, 0 died, 1 cold (no worker was idle: 1)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var cold = 0;
        var reasons = new List<string>(Cold.Count);
        foreach (var (reason, count) in Cold)
        {
            cold += count;
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{reason}: {count}"));
        }

        var why = reasons.Count == 0 ? "" : $" ({string.Join("; ", reasons)})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Wanted} wanted, {Idle} idle, {Starting} starting, {Warm} warm, {Died} died, {cold} cold{why}");
    }
}
