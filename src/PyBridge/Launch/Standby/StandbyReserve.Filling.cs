using System;
using System.Collections.Generic;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Launch.Standby;

/// <content>The thread that fills the reserve, one worker at a time.</content>
internal sealed partial class StandbyReserve
{
    private const int RestMilliseconds = 10;

    private WakeUp? _wakeUp;
    private bool _isFilling;
    private StandbyWorker? _starting;
    private StandbyKey? _startingKey;
    private long? _restsUntil; // in Environment.TickCount64

    /// <summary>Lets the thread look at what is wanted; starts it if it is not there. Under the gate.</summary>
    private void Wake()
    {
        if (_isFilling)
        {
            _wakeUp!.Set();
            return;
        }

        if (_ended || _recipe is null)
        {
            return;
        }

        try
        {
            _wakeUp ??= ProcessPlatform.Current.CreateWakeUp();
            ProcessPlatform.Current.StartThread("PyBridge standby", Fill);
            _isFilling = true;
        }
        catch (PlatformException error)
        {
            Say($"the reserve cannot be filled: {error.Message}");
        }
    }

    /// <summary>
    /// Leaves the processors to the child that has just been started, which may be over before the next one is needed.
    /// Further starts do not prolong that. Under the gate.
    /// </summary>
    private void Rest() => _restsUntil ??= Environment.TickCount64 + RestMilliseconds;

    private void AwaitEndOfFilling()
    {
        lock (_gate)
        {
            while (_isFilling && _ended)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private void Fill()
    {
        while (true)
        {
            try
            {
                FillUntilEnd();
                return;
            }
            catch (Exception error) when (error is PlatformException or OutOfMemoryException)
            {
                GiveUp(error.Message); // an exception that leaves the thread would end the program
            }
        }
    }

    private void FillUntilEnd()
    {
        while (true)
        {
            var surplus = new List<StandbyWorker>();
            Recipe? next;
            lock (_gate)
            {
                RemoveUnfit(surplus);
                next = Next();
            }

            surplus.ForEach(worker => worker.End());
            if (HasEnded())
            {
                return;
            }

            if (next is not null)
            {
                Prestart(next);
            }

            Watch();
        }
    }

    /// <summary>Whether the thread is to end; whoever waits for that is told.</summary>
    private bool HasEnded()
    {
        lock (_gate)
        {
            if (_ended)
            {
                _isFilling = false;
                Monitor.PulseAll(_gate);
            }

            return _ended;
        }
    }

    /// <summary>Takes out those that fit no start any more, are too many or have waited too long. Under the gate.</summary>
    private void RemoveUnfit(List<StandbyWorker> surplus)
    {
        if (_starting is not null && (_ended || _wanted is 0 || _startingKey != _recipe?.Key))
        {
            surplus.Add(_starting);
            _starting = null;
        }

        for (var i = 0; i < _idle.Count;)
        {
            var worker = _idle[i];
            var isOverdue = _idleTime is { } limit && Age(worker) >= limit;
            if (_ended || isOverdue || worker.Key != _recipe?.Key || i >= _wanted)
            {
                surplus.Add(worker.Process);
                _idle.RemoveAt(i);
                if (isOverdue)
                {
                    _recipe = null; // the next start brings it back
                }
            }
            else
            {
                i++;
            }
        }
    }

    private Recipe? Next()
    {
        if (_restsUntil <= Environment.TickCount64)
        {
            _restsUntil = null;
        }

        var isWanted = !_ended && _starting is null && _idle.Count < _wanted && _misfortunes < MaxMisfortunes;
        return isWanted && _restsUntil is null ? _recipe : null;
    }

    private void Prestart(Recipe recipe)
    {
        try
        {
            var worker = ProcessPlatform.Current.Prestart(recipe.Plan);
            lock (_gate)
            {
                (_starting, _startingKey) = (worker, recipe.Key);
            }
        }
        catch (PlatformException error)
        {
            GiveUp(error.Message);
        }
    }

    /// <summary>Fills no more before the next start.</summary>
    private void GiveUp(string reason)
    {
        lock (_gate)
        {
            _misfortunes = MaxMisfortunes;
            Say($"the reserve cannot be filled: {reason}");
        }
    }
}
