using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Connections;
using PyBridge.Wire;

namespace PyBridge.Pools;

/// <summary>A process that does tasks, seen from the pool. One task at a time: a worker that dies takes no other with it.</summary>
internal sealed class PoolWorker : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly Connection _connection;
    private PoolTask? _running;
    private Exception? _sentence;
    private bool _isCancelled;

    private PoolWorker(WorkerKind kind, Process process, Connection connection)
    {
        Kind = kind;
        _process = process;
        _connection = connection;
    }

    /// <summary>What it can do.</summary>
    public WorkerKind Kind { get; }

    /// <summary>How many tasks it has been given, as its pool counts them.</summary>
    public int Given { get; set; }

    /// <summary>Whether it can be given a task. One that has died idle, or was killed at the very end of its task, cannot.</summary>
    public bool IsFit => _sentence is null && !_isCancelled && _process.IsAlive();

    /// <summary>Starts one.</summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    /// <exception cref="PickleException">What the initializer needs cannot be handed over any more: it has been closed.</exception>
    public static PoolWorker Start(WorkerKind kind, string name, Initializer? initializer)
    {
        var (ours, theirs) = Pipe.Create();
        try
        {
            using (theirs)
            {
                var process = kind.CreateProcess(theirs, name, initializer is { IsHandedOver: true } ? initializer : null);
                process.Start();
                return new PoolWorker(kind, process, ours);
            }
        }
        catch
        {
            ours.Dispose();
            throw;
        }
    }

    /// <summary>Has a task done, and tells its outcome, whatever that is.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">How long it may take.</param>
    /// <returns>Whether the worker can do another.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever happens is the outcome of the task.")]
    public async Task<bool> DoAsync(PoolTask task, TimeSpan? limit)
    {
        byte[]? answer = null;
        lock (_lock)
        {
            _running = task;
        }

        var cancelling = task.Cancellation.Register(() => Kill(task, sentence: null));
        var timer = limit is { } time ? new Timer(_ => Kill(task, Overrun(task, time)), null, time, Timeout.InfiniteTimeSpan) : null;
        try
        {
            await _connection.SendBytesAsync(task.Message).ConfigureAwait(false);
            answer = await AnswerAsync(task).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EndOfConnectionException or PlatformException or ConnectionException)
        {
            // It has died; how is said below.
        }
        catch (Exception exception)
        {
            task.Fail(exception);
            _process.Kill();
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }

            await cancelling.DisposeAsync().ConfigureAwait(false);
            if (timer is not null)
            {
                await timer.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (answer is null)
        {
            await TellDeathAsync(task).ConfigureAwait(false);
            return false;
        }

        task.Complete(answer);
        return IsFit;
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it when it is idle: it sees that no more tasks will come.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _process.JoinAsync().ConfigureAwait(false);
        _process.Close();
    }

    private async Task<byte[]> AnswerAsync(PoolTask task)
    {
        while (true)
        {
            var message = await _connection.ReceiveBytesAsync().ConfigureAwait(false);
            if (message is not [TaskMessage.Progress, ..])
            {
                return message;
            }

            task.Report(message);
        }
    }

    /// <summary>Kills the worker if it still does this task.</summary>
    private void Kill(PoolTask task, Exception? sentence)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_running, task))
            {
                _isCancelled = sentence is null;
                _sentence ??= sentence;
                _process.Kill();
            }
        }
    }

    private async Task TellDeathAsync(PoolTask task)
    {
        await _process.JoinAsync().ConfigureAwait(false);
        if (_isCancelled)
        {
            task.Cancel();
        }
        else
        {
            task.Fail(_sentence ?? new ProcessDiedException(
                _process.Name, _process.Pid ?? 0, _process.ExitStatus ?? ExitStatus.Unknown, "", refusal: null, task.Name));
        }
    }

    private TimeoutException Overrun(PoolTask task, TimeSpan limit) => new(
        $"the task {task.Name} took longer than {limit}, and its worker {_process.Name} (pid {_process.Pid}) was killed");
}
