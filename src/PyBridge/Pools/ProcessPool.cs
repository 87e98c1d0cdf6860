using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <summary>Processes that stay, and do one task after another: methods of this program, and Python callables.</summary>
/// <remarks>
/// <para>
/// Target and arguments cross to a worker by value, as those of a <see cref="Process"/> do; the result, or the exception,
/// comes back as that of a <see cref="Process{TResult}"/>. A worker has one task at a time. If it dies, that task fails with
/// <see cref="ProcessDiedException"/>, which says how, and another worker takes its place; no other task is touched. Tasks share
/// what their worker has in static fields and modules, and nothing else.
/// </para>
/// <para>
/// Workers are daemonic: they end with this process, and start no processes. Tasks of C# and of each interpreter need workers of
/// their own; a pool that has only others idle ends one of these first. All members are thread-safe.
/// </para>
/// <para>CPython: <c>concurrent.futures.ProcessPoolExecutor</c>, whose pool breaks as a whole if one worker dies.</para>
/// </remarks>
public sealed partial class ProcessPool : IAsyncDisposable
{
    private readonly ProcessPoolOptions _options;
    private readonly Initializers _initializers;
    private readonly TaskQueue _queue = new();
    private readonly Lock _lock = new();
    private readonly List<PoolSlot> _slots = [];
    private readonly List<Task> _serving = [];
    private int _disposed;

    /// <summary>Makes a pool of as many workers as there are processors. No process starts before there is a task.</summary>
    public ProcessPool()
        : this(new ProcessPoolOptions())
    {
    }

    /// <summary>Makes a pool. No process starts before there is a task.</summary>
    /// <param name="maxWorkers">The most workers at a time, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public ProcessPool(int maxWorkers)
        : this(new ProcessPoolOptions { MaxWorkers = maxWorkers })
    {
    }

    /// <summary>Makes a pool. No process starts before there is a task.</summary>
    /// <param name="options">How to treat workers and tasks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number or time is out of its range.</exception>
    /// <exception cref="PickleException">An initializer or an argument of one cannot cross to a worker.</exception>
    /// <exception cref="TargetArgumentException">The arguments of an initializer do not fit.</exception>
    public ProcessPool(ProcessPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _initializers = new Initializers(options);
    }

    /// <summary>The most workers at a time.</summary>
    public int MaxWorkers => _options.MaxWorkers;

    /// <summary>Waits until all tasks are done, and ends the workers. Further tasks are refused at once.</summary>
    /// <returns>Completes when no worker is left.</returns>
    /// <remarks>CPython: <c>shutdown(wait=True)</c>.</remarks>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _disposed, 1);
        _queue.Complete();
        Task[] serving;
        lock (_lock)
        {
            serving = [.. _serving];
        }

        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    /// <summary>
    /// Kills all workers: tasks that run fail with <see cref="ProcessDiedException"/>, and those that wait are cancelled.
    /// </summary>
    /// <returns>Completes when no worker is left.</returns>
    public async Task KillAsync()
    {
        Volatile.Write(ref _disposed, 1);
        _queue.Complete();
        foreach (var task in _queue.Drain())
        {
            task.Cancel();
        }

        lock (_lock)
        {
            foreach (var slot in _slots)
            {
                slot.Kill();
            }
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    private Task<T> Submit<T>(PoolTask<T> task)
    {
        if (!_queue.TryAdd(task, out var isTaken))
        {
            throw new ObjectDisposedException(nameof(ProcessPool), "the pool has been disposed of, and takes no more tasks");
        }

        if (!isTaken)
        {
            AddSlot();
        }

        return task.Outcome;
    }

    private void AddSlot()
    {
        lock (_lock)
        {
            if (_slots.Count < _options.MaxWorkers)
            {
                var slot = new PoolSlot(_queue, _options, _initializers, $"PoolWorker-{_slots.Count + 1}");
                _slots.Add(slot);
                _serving.Add(slot.ServeAsync());
            }
        }
    }
}
