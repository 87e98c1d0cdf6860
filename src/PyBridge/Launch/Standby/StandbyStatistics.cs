using System;
using System.Collections.Generic;

namespace PyBridge.Launch.Standby;

/// <summary>How many starts the reserve served, and why others were cold. Guarded by the reserve's gate.</summary>
internal sealed class StandbyStatistics
{
    private readonly SortedDictionary<string, int> _cold = new(StringComparer.Ordinal);
    private int _warm;
    private int _died;

    /// <summary>How many starts a worker took over.</summary>
    public int Warm => _warm;

    /// <summary>How many workers ended before they were needed.</summary>
    public int Died => _died;

    /// <summary>How many starts were cold ones, by the reason.</summary>
    public Dictionary<string, int> Cold => new(_cold);

    public void CountWarm() => _warm++;

    public void CountCold(string reason) => _cold[reason] = _cold.GetValueOrDefault(reason) + 1;

    public void CountDeath() => _died++;

    /// <summary>Name and number, tab-separated, a line each: the reasons of cold starts come last.</summary>
    public string Format(int wanted, int idle, int starting)
    {
        var lines = new List<string>
        {
            $"wanted\t{wanted}", $"idle\t{idle}", $"starting\t{starting}", $"warm\t{_warm}", $"died\t{_died}",
        };
        foreach (var (reason, count) in _cold)
        {
            lines.Add($"cold: {reason}\t{count}");
        }

        return string.Join('\n', lines);
    }
}
