namespace PyBridge.Pools;

/// <summary>What the workers of a pool do before their first tasks, by what they are.</summary>
internal sealed class Initializers
{
    private readonly Initializer? _dotNet;
    private readonly Initializer? _python;

    /// <exception cref="PickleException">An initializer or an argument of it cannot cross.</exception>
    /// <exception cref="TargetArgumentException">Its arguments do not fit.</exception>
    public Initializers(ProcessPoolOptions options)
    {
        _dotNet = options.Initializer is { } initializer
            ? new Initializer(new DelegateTarget(initializer), options.InitializerArguments)
            : null;
        _python = options.PythonInitializer is { } python ? new Initializer(python, options.PythonInitializerArguments) : null;
    }

    /// <summary>What a worker has to do first, if anything.</summary>
    public Initializer? For(WorkerKind kind) => kind.Equals(WorkerKind.DotNet) ? _dotNet : _python;
}
