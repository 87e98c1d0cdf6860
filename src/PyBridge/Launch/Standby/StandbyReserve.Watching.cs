using System;
using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge.Launch.Standby;

/// <content>What the thread waits for: a request, and what becomes of workers that nobody has taken yet.</content>
internal sealed partial class StandbyReserve
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(1);

    /// <summary>Waits until there is something to do: a request, a worker that is ready, has ended, or is overdue.</summary>
    private void Watch()
    {
        var handles = new List<WatchedHandle> { _wakeUp!.Handle };
        IdleWorker[] idle;
        StandbyWorker? starting;
        TimeSpan? timeout;
        lock (_gate)
        {
            idle = [.. _idle];
            starting = _starting;
            timeout = TimeLeft();
        }

        foreach (var worker in idle)
        {
            handles.Add(worker.Process.Child.Sentinel);
        }

        if (starting is not null)
        {
            handles.AddRange([starting.Line, starting.Child.Sentinel]);
        }

        var ready = new bool[handles.Count];
        try
        {
            _ = ProcessPlatform.Current.Wait(handles.ToArray(), ready, timeout);
        }
        catch (ObjectDisposedException)
        {
            return; // one of them has become a child and ended meanwhile
        }

        _wakeUp.Reset();
        for (var i = 0; i < idle.Length; i++)
        {
            if (ready[1 + i])
            {
                Bury(idle[i]);
            }
        }

        if (starting is not null)
        {
            See(starting, hasEnded: ready[^1]);
        }
    }

    /// <summary>A worker that has ended while it waited.</summary>
    private void Bury(IdleWorker worker)
    {
        lock (_gate)
        {
            if (!_idle.Remove(worker))
            {
                return; // it has become a child
            }
        }

        Mourn(worker.Process);
    }

    /// <summary>A worker that prepares itself: ready, ended, or neither yet.</summary>
    private void See(StandbyWorker worker, bool hasEnded)
    {
        var isAlive = worker.Listen() && !hasEnded;
        lock (_gate)
        {
            if (!ReferenceEquals(_starting, worker))
            {
                return;
            }

            if (worker.Complaint is { } complaint)
            {
                Say(complaint);
            }

            if (isAlive && !worker.IsReady)
            {
                return;
            }

            _starting = null;
            if (isAlive)
            {
                _idle.Add(new IdleWorker(worker, _startingKey!, Environment.TickCount64));
                return;
            }
        }

        Mourn(worker);
    }

    /// <summary>Counts a worker that has ended, says so, and reaps it.</summary>
    private void Mourn(StandbyWorker worker)
    {
        var status = worker.Child.Wait(TimeToEnd); // outside the gate: it may only have closed its socket
        worker.End();
        lock (_gate)
        {
            _misfortunes++;
            _statistics.CountDeath();
            Say($"a reserve worker ended before it was needed (exit code {status}); another one takes its place");
        }
    }

    private TimeSpan? TimeLeft()
    {
        TimeSpan? least = _restsUntil is { } end ? TimeSpan.FromMilliseconds(Math.Max(end - Environment.TickCount64, 0)) : null;
        foreach (var worker in _idle)
        {
            if (_idleTime - Age(worker) is { } left && !(left >= least))
            {
                least = left;
            }
        }

        return least;
    }

    private static TimeSpan Age(IdleWorker worker) =>
        TimeSpan.FromMilliseconds(Environment.TickCount64 - worker.Since);
}
