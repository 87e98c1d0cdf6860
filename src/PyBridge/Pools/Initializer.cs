using System.Collections.Generic;
using System.Threading;

namespace PyBridge.Pools;

/// <summary>What a worker does before its first task. Pickled once, so that what cannot cross fails when the pool is made.</summary>
internal sealed class Initializer
{
    private readonly PoolTask<object?> _task;

    /// <exception cref="PickleException">It, or an argument of it, cannot cross.</exception>
    /// <exception cref="TargetArgumentException">The arguments do not fit.</exception>
    public Initializer(Target target, IReadOnlyList<object?> arguments)
    {
        Target = target;
        Arguments = new List<object?>(arguments).ToArray();
        var message = TaskEncoding.EncodeFirst(target, Arguments);
        IsHandedOver = message is null;
        _task = new PoolTask<object?>(WorkerKind.Of(target), message ?? default, TaskEncoding.NameOf(target), CancellationToken.None);
    }

    /// <summary>What to call.</summary>
    public Target Target { get; }

    /// <summary>With which arguments.</summary>
    public object?[] Arguments { get; }

    /// <summary>
    /// Whether it goes along with each start, for a connection or a queue is among what it needs. Its message is empty then.
    /// </summary>
    public bool IsHandedOver { get; }

    /// <summary>The first task of a worker, to be done once.</summary>
    public PoolTask<object?> NewTask() => new(_task.Kind, _task.Message, _task.Name, CancellationToken.None);
}
