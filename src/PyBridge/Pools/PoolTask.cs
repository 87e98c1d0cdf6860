using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge.Pools;

/// <summary>One task: what to send to a worker, and whom to tell its outcome, once.</summary>
/// <param name="kind">The worker that it needs.</param>
/// <param name="message">What to send.</param>
/// <param name="name">What it calls, for error messages.</param>
/// <param name="cancellation">Cancels it, also while it runs.</param>
internal abstract class PoolTask(
    WorkerKind kind, ReadOnlyMemory<byte> message, string name, CancellationToken cancellation)
{
    /// <summary>The worker that it needs.</summary>
    public WorkerKind Kind { get; } = kind;

    /// <summary>What to send.</summary>
    public ReadOnlyMemory<byte> Message { get; } = message;

    /// <summary>What it calls, for error messages.</summary>
    public string Name { get; } = name;

    /// <summary>Cancels it.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What the worker has sent as its answer.</summary>
    /// <param name="answer">A message: behind its first byte it is the content of a result file.</param>
    public abstract void Complete(byte[] answer);

    /// <summary>It has failed without an answer.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>It was cancelled.</summary>
    public abstract void Cancel();

    /// <summary>The worker tells how far it has come.</summary>
    /// <param name="report">A message like that.</param>
    public virtual void Report(byte[] report)
    {
    }

    /// <summary>Reads what a worker has sent.</summary>
    protected static (T? Value, Exception? Failure) Read<T>(byte[] answer)
    {
        try
        {
            using var file = new BufferedResult(answer);
            var (kind, length) = ResultHeader.Read(file);
            var (value, failure) = ResultReader.Read(file, kind, length, typeof(T));
            return failure is null ? ((T?)value, null) : (default, failure);
        }
        catch (PickleException exception)
        {
            return (default, exception);
        }
    }
}

/// <inheritdoc cref="PoolTask"/>
/// <typeparam name="T">What it returns.</typeparam>
internal class PoolTask<T>(WorkerKind kind, ReadOnlyMemory<byte> message, string name, CancellationToken cancellation)
    : PoolTask(kind, message, name, cancellation)
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its outcome.</summary>
    public Task<T> Outcome => _outcome.Task;

    /// <inheritdoc/>
    public override void Complete(byte[] answer)
    {
        var (value, failure) = Read<T>(answer);
        if (failure is null)
        {
            _outcome.TrySetResult(value!);
        }
        else
        {
            _outcome.TrySetException(failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _outcome.TrySetException(exception);

    /// <inheritdoc/>
    public override void Cancel() => _outcome.TrySetCanceled(Cancellation);
}

/// <inheritdoc cref="PoolTask{T}"/>
/// <typeparam name="TProgress">What it reports on its way.</typeparam>
/// <typeparam name="T">What it returns.</typeparam>
internal sealed class PoolTask<TProgress, T>(
    WorkerKind kind,
    ReadOnlyMemory<byte> message,
    string name,
    IProgress<TProgress> progress,
    CancellationToken cancellation)
    : PoolTask<T>(kind, message, name, cancellation)
{
    /// <inheritdoc/>
    public override void Report(byte[] report)
    {
        var (value, failure) = Read<TProgress>(report);
        if (failure is null)
        {
            progress.Report(value!);
        }
        else
        {
            Fail(failure);
        }
    }
}
