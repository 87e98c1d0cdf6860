using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace PyBridge.Benchmarks.Quick;

/// <summary>One of several things that are measured in turns, so that what else the machine does hits all alike.</summary>
internal sealed class Subject(string name, Func<TimeSpan> measure)
{
    private readonly List<TimeSpan> _times = [];

    public Subject(string name, Action run)
        : this(name, () => Time(run))
    {
    }

    public string Name { get; } = name;

    /// <summary>The middle one of the measured times.</summary>
    public TimeSpan Median
    {
        get
        {
            _times.Sort();
            return (_times[(_times.Count - 1) / 2] + _times[_times.Count / 2]) / 2;
        }
    }

    /// <summary>Measures all in turns.</summary>
    public static void MeasureInTurns(int warmUps, int rounds, IReadOnlyList<Subject> subjects)
    {
        for (int round = -warmUps; round < rounds; round++)
        {
            foreach (Subject subject in subjects)
            {
                TimeSpan time = subject.Measure();
                if (round >= 0)
                {
                    subject._times.Add(time);
                }
            }
        }
    }

    private static TimeSpan Time(Action run)
    {
        long before = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(before);
    }

    private TimeSpan Measure() => measure();
}
