using System.Collections.Generic;
using System.Threading;

namespace PyBridge.Pools;

/// <summary>What workers do before their first task. Pickled once, so that what cannot cross fails when the pool is made.</summary>
internal sealed class Initializers
{
    private readonly PoolTask<object?>? _dotNet;
    private readonly PoolTask<object?>? _python;

    /// <exception cref="PickleException">An initializer or an argument of it cannot cross.</exception>
    /// <exception cref="TargetArgumentException">Its arguments do not fit.</exception>
    public Initializers(ProcessPoolOptions options)
    {
        _dotNet = options.Initializer is { } initializer
            ? Encode(new DelegateTarget(initializer), options.InitializerArguments)
            : null;
        _python = options.PythonInitializer is { } python ? Encode(python, options.PythonInitializerArguments) : null;
    }

    /// <summary>The first task of a worker, to be done once.</summary>
    public PoolTask<object?>? For(WorkerKind kind) =>
        (kind.Equals(WorkerKind.DotNet) ? _dotNet : _python) is { } first
            ? new PoolTask<object?>(kind, first.Message, first.Name, CancellationToken.None)
            : null;

    private static PoolTask<object?> Encode(Target target, IReadOnlyList<object?> arguments) =>
        new(
            WorkerKind.Of(target),
            TaskEncoding.Encode<object?>(target, new List<object?>(arguments).ToArray(), []),
            TaskEncoding.NameOf(target),
            CancellationToken.None);
}
