using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <content>
/// One task that calls an asynchronous method. The worker awaits it, and does nothing else meanwhile. What gives a value comes
/// before what does not, and both before what would take the task itself for the result.
/// </content>
public sealed partial class ProcessPool
{
    /// <param name="action">What to call; its task is awaited in the worker.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task RunAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [], cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="action">What to call; its task is awaited in the worker.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task RunAsync<T1>(Func<T1, Task> action, T1 argument, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [argument], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="action">What to call; its task is awaited in the worker.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task RunAsync<T1, T2>(Func<T1, T2, Task> action, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [first, second], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T3">The type of the third argument.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <param name="action">What to call; its task is awaited in the worker.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task RunAsync<T1, T2, T3>(
        Func<T1, T2, T3, Task> action, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Run<object?>(action, [first, second, third], cancellationToken);

    /// <param name="function">What to call; what its task gives is the result.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public Task<T> RunAsync<T>(Func<Task<T>> function, CancellationToken cancellationToken = default) =>
        Run<T>(function, [], cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="function">What to call; what its task gives is the result.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public Task<T> RunAsync<T1, T>(Func<T1, Task<T>> function, T1 argument, CancellationToken cancellationToken = default) =>
        Run<T>(function, [argument], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="function">What to call; what its task gives is the result.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public Task<T> RunAsync<T1, T2, T>(
        Func<T1, T2, Task<T>> function, T1 first, T2 second, CancellationToken cancellationToken = default) =>
        Run<T>(function, [first, second], cancellationToken);

    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T3">The type of the third argument.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <param name="function">What to call; what its task gives is the result.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{T}, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public Task<T> RunAsync<T1, T2, T3, T>(
        Func<T1, T2, T3, Task<T>> function, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default) =>
        Run<T>(function, [first, second, third], cancellationToken);

    /// <summary>Calls an asynchronous method of this program in a worker, and passes on how far it has come.</summary>
    /// <typeparam name="TProgress">What it reports.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="function">What to call; what it reports crosses by value.</param>
    /// <param name="progress">Is told each report, in their order, before the task is done.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunWithProgressAsync{TProgress, T}(Func{IProgress{TProgress}, T}, IProgress{TProgress}, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task<T> RunWithProgressAsync<TProgress, T>(
        Func<IProgress<TProgress>, Task<T>> function, IProgress<TProgress> progress, CancellationToken cancellationToken = default) =>
        Run<TProgress, T>(function, [new TaskProgress<TProgress>()], progress, cancellationToken);

    /// <typeparam name="T1">The type of the argument.</typeparam>
    /// <typeparam name="TProgress">What it reports.</typeparam>
    /// <typeparam name="T">What its task gives.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="function">What to call.</param>
    /// <param name="progress">Is told each report, in their order, before the task is done.</param>
    /// <param name="cancellationToken">Cancels the task; its worker is killed if it runs.</param>
    /// <inheritdoc cref="RunWithProgressAsync{TProgress, T}(Func{IProgress{TProgress}, T}, IProgress{TProgress}, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task<T> RunWithProgressAsync<T1, TProgress, T>(
        Func<T1, IProgress<TProgress>, Task<T>> function,
        T1 argument,
        IProgress<TProgress> progress,
        CancellationToken cancellationToken = default) =>
        Run<TProgress, T>(function, [argument, new TaskProgress<TProgress>()], progress, cancellationToken);
}
