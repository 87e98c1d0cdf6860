using System;
using System.Collections.Generic;
using PyBridge.Launch.Hosting;
using PyBridge.Platform;

namespace PyBridge.Launch.Standby;

/// <summary>The prestarted workers of this program, and the starts that they take over.</summary>
/// <remarks>
/// A worker fits a start whose key is that of its own start. If none is idle, or something cannot be given to a running
/// process, the start is a cold one: the child is the same, it only takes longer.
/// </remarks>
internal sealed partial class StandbyReserve
{
    private const int Default = 2;
    private const int MaxMisfortunes = 5;
    private static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(5);

    private readonly int _owner = ProcessPlatform.Current.CurrentProcessId;
    private readonly object _gate = new(); // no Lock: what waits for the end of the filling is told by a pulse
    private readonly StandbyStatistics _statistics = new();
    private readonly List<IdleWorker> _idle = [];
    private readonly HashSet<string> _said = [];
    private readonly Queue<string> _troubles = [];
    private int? _wanted;
    private TimeSpan? _idleTime = DefaultIdleTime;
    private Recipe? _recipe;
    private int _misfortunes;
    private bool _ended;

    /// <summary>The workers of this .NET program that wait to run a Python target.</summary>
    public static StandbyReserve Python { get; } = new();

    /// <summary>Those that wait to run a C# target.</summary>
    public static StandbyReserve DotNet { get; } = new();

    /// <summary>
    /// Those of the host, such as Python, that wait to run a Python target. A program may be both, .NET and a host: what each of
    /// its languages wants of a reserve is nothing to the other.
    /// </summary>
    public static StandbyReserve PythonOfHost { get; } = new();

    /// <summary>Those of the host that wait to run a C# target.</summary>
    public static StandbyReserve DotNetOfHost { get; } = new();

    /// <summary>The reserve that serves a plan.</summary>
    /// <param name="plan">The plan of a start.</param>
    /// <param name="isOfHost">Whether the host starts it.</param>
    public static StandbyReserve For(LaunchPlan plan, bool isOfHost) => (plan.RunsDotNet, isOfHost) switch
    {
        (true, false) => DotNet,
        (false, false) => Python,
        (true, true) => DotNetOfHost,
        (false, true) => PythonOfHost,
    };

    /// <summary>Starts a child, by a worker of the reserve if one fits.</summary>
    /// <param name="plan">A plan with a <see cref="LaunchPlan.Standby"/>.</param>
    /// <param name="isChild">Whether this process is itself a child: then it has no reserve unless it asks for one.</param>
    /// <exception cref="PlatformException">As for every start.</exception>
    public ChildHandle Launch(LaunchPlan plan, bool isChild)
    {
        if (_owner != ProcessPlatform.Current.CurrentProcessId)
        {
            return WatchedStart.Launch(plan); // a fork: the workers are its parent's
        }

        if (plan.StandbyRefusal is { } refusal)
        {
            return LaunchCold(plan, refusal);
        }

        Surroundings surroundings;
        try
        {
            surroundings = ProcessPlatform.Current.Surroundings();
        }
        catch (PlatformException error)
        {
            return LaunchCold(plan, $"the system refused what is needed to see which worker fits ({error.Call})");
        }

        var recipe = new Recipe(plan.Standby!, StandbyKey.Of(plan.Standby!, surroundings));
        if (Take(recipe.Key, out var reason) is { } worker)
        {
            reason = HandOver(worker, plan, surroundings);
            if (reason is null)
            {
                Request(recipe, isChild);
                return worker.Process.Child;
            }
        }

        try
        {
            return LaunchCold(plan, reason!);
        }
        finally
        {
            Request(recipe, isChild); // only now: what fills the reserve is not to be in the way of the start
        }
    }

    /// <summary>Says how many workers are to be ready, and how long they may wait.</summary>
    /// <param name="wanted">The number; 0 ends those that there are.</param>
    /// <param name="idleTime">How long a worker waits before it is ended; <see langword="null"/> without end.</param>
    /// <param name="plan">How to start them; <see langword="null"/> leaves that to the next start.</param>
    /// <exception cref="PlatformException">No descriptors are left to see what the workers would be started with.</exception>
    public void Configure(int wanted, TimeSpan? idleTime, LaunchPlan? plan)
    {
        var recipe = plan is null ? null : new Recipe(plan, StandbyKey.Of(plan, ProcessPlatform.Current.Surroundings()));
        lock (_gate)
        {
            (_wanted, _idleTime, _misfortunes, _ended) = (wanted, idleTime, 0, false);
            _recipe = recipe;
            Wake();
        }
    }

    /// <summary>Ends all workers and waits for that; nothing is prestarted any more.</summary>
    public void End()
    {
        IdleWorker[] idle;
        lock (_gate)
        {
            _ended = true;
            idle = [.. _idle];
            _idle.Clear();
            Wake();
        }

        foreach (var worker in idle)
        {
            worker.Process.End();
        }

        AwaitEndOfFilling();
    }

    /// <summary>The figures now: see <see cref="StandbyStatistics"/>.</summary>
    public T Ask<T>(Func<StandbyStatistics, int, int, int, T> question)
    {
        lock (_gate)
        {
            return question(_statistics, _wanted ?? 0, _idle.Count, _starting is null ? 0 : 1);
        }
    }

    /// <summary>What the statistics say now: see <see cref="StandbyStatistics.Format"/>.</summary>
    public string Describe()
    {
        lock (_gate)
        {
            return _statistics.Format(_wanted ?? 0, _idle.Count, _starting is null ? 0 : 1);
        }
    }

    /// <summary>Something that went wrong with a worker, each thing once; <see langword="null"/> if there is nothing.</summary>
    public string? TakeTrouble()
    {
        lock (_gate)
        {
            return _troubles.TryDequeue(out var trouble) ? trouble : null;
        }
    }

    /// <summary>Takes a worker out of the reserve: whoever does so has it alone.</summary>
    private IdleWorker? Take(StandbyKey key, out string? reason)
    {
        lock (_gate)
        {
            reason = null;
            var found = _idle.FindLastIndex(worker => worker.Key == key);
            if (found < 0)
            {
                reason = _idle.Count == 0
                    ? "no worker was idle"
                    : "the workers were started with what a process cannot be given later";
                return null;
            }

            var worker = _idle[found];
            _idle.RemoveAt(found);
            return worker;
        }
    }

    /// <returns>Why the worker has not become the child; <see langword="null"/> if it has.</returns>
    private string? HandOver(IdleWorker worker, LaunchPlan plan, Surroundings surroundings)
    {
        string? reason;
        try
        {
            reason = worker.Process.HandOver(plan, surroundings);
        }
        catch (PlatformException error) when (worker.Process.IsIntact)
        {
            reason = $"the system refused what is needed to hand it over ({error.Call})";
        }

        lock (_gate)
        {
            if (reason is null)
            {
                _misfortunes = 0;
                _statistics.CountWarm();
                return null;
            }

            if (worker.Process.IsIntact && !_ended)
            {
                _idle.Add(worker);
                return reason;
            }
        }

        worker.Process.End();
        return reason;
    }

    private ChildHandle LaunchCold(LaunchPlan plan, string reason)
    {
        lock (_gate)
        {
            _statistics.CountCold(reason);
            // Workers that keep dying are not started again and again, but each start gives them another chance.
            _misfortunes = Math.Min(_misfortunes, MaxMisfortunes - 1);
        }

        return WatchedStart.Launch(plan);
    }

    /// <summary>Lets the reserve be filled with workers as the last start would have needed them.</summary>
    private void Request(Recipe recipe, bool isChild)
    {
        lock (_gate)
        {
            _wanted ??= isChild ? 0 : Default;
            _recipe = recipe;
            if (!_ended && (_wanted > 0 || _idle.Count > 0))
            {
                Rest();
                Wake();
            }
        }
    }

    private void Say(string trouble)
    {
        if (_said.Add(trouble))
        {
            _troubles.Enqueue(trouble);
        }
    }

    /// <summary>How to start a worker, and for which starts it is then.</summary>
    private sealed record Recipe(LaunchPlan Plan, StandbyKey Key);

    /// <summary>A worker that waits.</summary>
    /// <param name="Process">The process.</param>
    /// <param name="Key">The starts it fits.</param>
    /// <param name="Since">When it was ready, in <see cref="Environment.TickCount64"/>.</param>
    private sealed record IdleWorker(StandbyWorker Process, StandbyKey Key, long Since);
}
