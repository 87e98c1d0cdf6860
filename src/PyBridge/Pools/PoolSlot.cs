using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;

namespace PyBridge.Pools;

/// <summary>One of the workers that a pool may have at a time: takes tasks, and has a process for them when there are any.</summary>
/// <param name="queue">Where tasks come from.</param>
/// <param name="options">How to treat worker and tasks.</param>
/// <param name="initializers">What workers do first.</param>
/// <param name="name">What each of its workers is called.</param>
internal sealed class PoolSlot(TaskQueue queue, ProcessPoolOptions options, Initializers initializers, string name)
{
    private volatile PoolWorker? _worker;

    /// <summary>Takes tasks until none is left and none will come.</summary>
    public async Task ServeAsync()
    {
        while (await queue.TakeAsync(_worker?.Kind).ConfigureAwait(false) is { } task)
        {
            await DoAsync(task).ConfigureAwait(false);
        }

        await EndWorkerAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the process at once; its task fails.</summary>
    public void Kill() => _worker?.Kill();

    [SuppressMessage("Design", "CA1031", Justification = "A task that no worker could be started for fails with the reason.")]
    private async Task DoAsync(PoolTask task)
    {
        if (task.Cancellation.IsCancellationRequested)
        {
            task.Cancel();
            return;
        }

        try
        {
            if (_worker is { } present && (!present.IsFit || !present.Kind.Equals(task.Kind) || present.Given >= options.MaxTasksPerWorker))
            {
                await EndWorkerAsync().ConfigureAwait(false);
            }

            var worker = _worker ??= await StartWorkerAsync(task.Kind).ConfigureAwait(false);
            worker.Given++;
            if (!await worker.DoAsync(task, options.TaskTimeout).ConfigureAwait(false) || worker.Given >= options.MaxTasksPerWorker)
            {
                await EndWorkerAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            task.Fail(exception);
        }
    }

    private async Task<PoolWorker> StartWorkerAsync(WorkerKind kind)
    {
        var initializer = initializers.For(kind);
        var worker = await Task.Run(() => PoolWorker.Start(kind, name, initializer)).ConfigureAwait(false);
        if (initializer?.NewTask() is { } first)
        {
            await worker.DoAsync(first, limit: null).ConfigureAwait(false);
            try
            {
                await first.Outcome.ConfigureAwait(false);
            }
            catch
            {
                await worker.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        return worker;
    }

    private async Task EndWorkerAsync()
    {
        if (_worker is { } worker)
        {
            _worker = null;
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }
}
