using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <content>One task.</content>
public sealed partial class ProcessPool
{
    /// <summary>Calls a method of this program in a worker.</summary>
    /// <param name="action">What to call.</param>
    /// <param name="cancellationToken">
    /// Cancels the task: one that waits is not begun, and the worker of one that runs is killed.
    /// </param>
    /// <returns>Its end.</returns>
    /// <exception cref="ObjectDisposedException">The pool takes no more tasks.</exception>
    /// <exception cref="PickleException">The target or an argument cannot cross; <see cref="PickleException.Path"/> says which.</exception>
    /// <exception cref="TargetArgumentException">The arguments do not fit the target.</exception>
    /// <remarks>
    /// The task fails with what the target throws, as <see cref="Process{TResult}.Result"/> would; with
    /// <see cref="ProcessDiedException"/> if the worker dies, with <see cref="TimeoutException"/> past
    /// <see cref="ProcessPoolOptions.TaskTimeout"/>, and with <see cref="PlatformException"/> if no worker could be started.
    /// </remarks>
    public Task RunAsync(Action action, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [], cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="action">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public Task RunAsync<T1>(Action<T1> action, T1 argument, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [argument], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="action">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public Task RunAsync<T1, T2>(Action<T1, T2> action, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [first, second], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T3">The type of the third argument.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <param name="action">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public Task RunAsync<T1, T2, T3>(
        Action<T1, T2, T3> action, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [first, second, third], cancellationToken);

    /// <returns>What it returns.</returns>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="function">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<T> function, CancellationToken cancellationToken = default) =>
        Run<T>(function, [], cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="function">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public Task<T> RunAsync<T1, T>(Func<T1, T> function, T1 argument, CancellationToken cancellationToken = default) =>
        Run<T>(function, [argument], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="function">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public Task<T> RunAsync<T1, T2, T>(
        Func<T1, T2, T> function, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Run<T>(function, [first, second], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T3">The type of the third argument.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <param name="function">What to call.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public Task<T> RunAsync<T1, T2, T3, T>(
        Func<T1, T2, T3, T> function, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Run<T>(function, [first, second, third], cancellationToken);

    /// <summary>Calls a method of this program in a worker, and passes on how far it has come.</summary>
    /// <typeparam name="TProgress">What it reports.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="function">What to call; what it reports crosses by value.</param>
    /// <param name="progress">Is told each report, in their order, before the task is done.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    public Task<T> RunWithProgressAsync<TProgress, T>(
        Func<IProgress<TProgress>, T> function, IProgress<TProgress> progress, CancellationToken cancellationToken = default) =>
        Run<TProgress, T>(function, [new TaskProgress<TProgress>()], progress, cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <typeparam name="TProgress">What it reports.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="function">What to call.</param>
    /// <param name="progress">Is told each report, in their order, before the task is done.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunWithProgressAsync{TProgress, T}(Func{IProgress{TProgress}, T}, IProgress{TProgress}, CancellationToken)"/>
    public Task<T> RunWithProgressAsync<T1, TProgress, T>(
        Func<T1, IProgress<TProgress>, T> function,
        T1 argument,
        IProgress<TProgress> progress,
        CancellationToken cancellationToken = default) =>
        Run<TProgress, T>(function, [argument, new TaskProgress<TProgress>()], progress, cancellationToken);

    /// <summary>Calls a Python callable, or a C# method of an assembly that this program has not loaded, in a worker.</summary>
    /// <typeparam name="T">What it returns; the value is converted to this type, as by <see cref="Process{TResult}"/>.</typeparam>
    /// <param name="target">
    /// What to call. Python targets with the same interpreter, search path, folder and environment share workers.
    /// </param>
    /// <param name="args">The positional arguments.</param>
    /// <param name="kwargs">The arguments by name.</param>
    /// <param name="cancellationToken">Cancels the task: its worker is killed if it runs.</param>
    /// <returns>What it returns.</returns>
    /// <exception cref="NotSupportedException">Targets of this kind start processes only.</exception>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public Task<T> RunAsync<T>(
        Target target,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Submit(new PoolTask<T>(
            WorkerKind.Of(target),
            TaskEncoding.Encode<T>(
                target,
                args is null ? [] : new List<object?>(args).ToArray(),
                kwargs is null ? [] : new List<KeyValuePair<string, object?>>(kwargs).ToArray()),
            TaskEncoding.NameOf(target),
            cancellationToken));
    }

    private Task<T> Run<T>(Delegate function, object?[] arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        var target = new DelegateTarget(function);
        return Submit(new PoolTask<T>(
            WorkerKind.DotNet, TaskEncoding.Encode<T>(target, arguments, []), TaskEncoding.NameOf(target), cancellationToken));
    }

    private Task<T> Run<TProgress, T>(
        Delegate function, object?[] arguments, IProgress<TProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(progress);
        var target = new DelegateTarget(function);
        return Submit(new PoolTask<TProgress, T>(
            WorkerKind.DotNet, TaskEncoding.Encode<T>(target, arguments, []), TaskEncoding.NameOf(target), progress, cancellationToken));
    }
}
