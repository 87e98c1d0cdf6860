using System;
using System.Collections.Generic;

namespace PyBridge.Pools;

/// <summary>How a <see cref="ProcessPool"/> treats its workers and tasks.</summary>
public sealed class ProcessPoolOptions
{
    /// <summary>The most workers at a time, 1 or more. By default the number of processors this process may use.</summary>
    /// <remarks>Workers start when there is work for them: a pool without tasks has none.</remarks>
    public int MaxWorkers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// After how many tasks, 1 or more, a worker ends and another takes its place; <see langword="null"/>, the default, for never.
    /// </summary>
    public int? MaxTasksPerWorker { get; init; }

    /// <summary>
    /// The most time that one task may take once it runs; <see langword="null"/>, the default, for no limit. A task that takes longer
    /// fails with <see cref="TimeoutException"/>, and its worker is killed.
    /// </summary>
    public TimeSpan? TaskTimeout { get; init; }

    /// <summary>What a worker for C# tasks does before its first one: a delegate, which crosses as a target does.</summary>
    public Delegate? Initializer { get; init; }

    /// <summary>The arguments of <see cref="Initializer"/>: also connections and queues, which no task can have.</summary>
    public IReadOnlyList<object?> InitializerArguments { get; init; } = [];

    /// <summary>What a worker for Python tasks does before its first one. Of the target, module and name count.</summary>
    public PythonTarget? PythonInitializer { get; init; }

    /// <summary>The arguments of <see cref="PythonInitializer"/>: also connections and queues, which no task can have.</summary>
    public IReadOnlyList<object?> PythonInitializerArguments { get; init; } = [];

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWorkers, 1);
        if (MaxTasksPerWorker is { } tasks)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1, nameof(MaxTasksPerWorker));
        }

        if (TaskTimeout is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(TaskTimeout));
        }
    }
}
