using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <summary>The tasks that wait for a worker, and the workers that wait for a task.</summary>
internal sealed class TaskQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<PoolTask> _tasks = [];
    private readonly LinkedList<(WorkerKind? Kind, TaskCompletionSource<PoolTask?> Taken)> _idle = [];
    private bool _completed;

    /// <summary>Adds a task.</summary>
    /// <returns>False if the queue is complete.</returns>
    /// <param name="task">The task.</param>
    /// <param name="isTaken">Whether a worker was waiting, and has it now.</param>
    public bool TryAdd(PoolTask task, out bool isTaken)
    {
        lock (_lock)
        {
            isTaken = false;
            if (_completed)
            {
                return false;
            }

            if (_idle.Count == 0)
            {
                _tasks.AddLast(task);
                return true;
            }

            var node = _idle.First!;
            while (node is not null && !task.Kind.Equals(node.Value.Kind))
            {
                node = node.Next;
            }

            node ??= _idle.First!;
            _idle.Remove(node);
            isTaken = true;
            return node.Value.Taken.TrySetResult(task);
        }
    }

    /// <summary>The next task, first of those that a worker of this kind can do.</summary>
    /// <returns>The task; <see langword="null"/> if none is left, and none will come.</returns>
    /// <param name="kind">What the worker is; <see langword="null"/> if there is none yet.</param>
    public Task<PoolTask?> TakeAsync(WorkerKind? kind)
    {
        lock (_lock)
        {
            var node = _tasks.First;
            while (node is not null && !node.Value.Kind.Equals(kind))
            {
                node = node.Next;
            }

            node ??= _tasks.First;
            if (node is not null)
            {
                _tasks.Remove(node);
                return Task.FromResult<PoolTask?>(node.Value);
            }

            if (_completed)
            {
                return Task.FromResult<PoolTask?>(null);
            }

            var taken = new TaskCompletionSource<PoolTask?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _idle.AddLast((kind, taken));
            return taken.Task;
        }
    }

    /// <summary>No task comes any more; those that wait are still taken.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var (_, taken) in _idle)
            {
                taken.TrySetResult(null);
            }

            _idle.Clear();
        }
    }

    /// <summary>Takes all that wait.</summary>
    public List<PoolTask> Drain()
    {
        lock (_lock)
        {
            var left = new List<PoolTask>(_tasks);
            _tasks.Clear();
            return left;
        }
    }
}
