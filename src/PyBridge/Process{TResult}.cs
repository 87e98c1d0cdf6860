using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Platform;
using PyBridge.Results;

namespace PyBridge;

/// <summary>A process that hands back what its target returns.</summary>
/// <typeparam name="TResult">
/// What the target returns. An object from a C# target comes back by value; what a Python target returns is converted
/// to this type. Reading it runs no code, and creates no objects of types that this type has no place for.
/// </typeparam>
/// <remarks>
/// <para>
/// The child leaves its result in memory that it shares with this process, so it can end without anybody reading the
/// result, however large it is: <see cref="Process.Join()"/> never waits for a reader. The memory is released when the
/// result is read, or when the object is closed.
/// </para>
/// <para>
/// CPython's <c>Process</c> hands back nothing; this is what <c>concurrent.futures</c> would do with one process.
/// </para>
/// </remarks>
public class Process<TResult> : Process
{
    [NonSerialized]
    private readonly object _reading = new();

    [NonSerialized]
    private TResult? _value;

    [NonSerialized]
    private ExceptionDispatchInfo? _failure;

    [NonSerialized]
    private bool _isRead;

    [NonSerialized]
    private bool _capturesErrors;

    /// <summary>Creates a process object without starting it.</summary>
    /// <param name="target">What to call in the child. If it returns a task, the task is awaited.</param>
    /// <param name="name">See <see cref="Process"/>.</param>
    /// <param name="args">See <see cref="Process"/>.</param>
    /// <param name="kwargs">See <see cref="Process"/>.</param>
    /// <param name="daemon">See <see cref="Process"/>.</param>
    /// <remarks><see cref="Process.CreateWithResult{TResult}(Func{TResult})"/> lets the compiler check the types.</remarks>
    public Process(
        Delegate? target = null,
        string? name = null,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        bool? daemon = null)
        : base(target, name, args, kwargs, daemon)
    {
    }

    /// <summary>
    /// Creates a process object for a target other than a delegate of this program; does not start it.
    /// </summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="name">See <see cref="Process"/>.</param>
    /// <param name="args">See <see cref="Process"/>.</param>
    /// <param name="kwargs">See <see cref="Process"/>.</param>
    /// <param name="daemon">See <see cref="Process"/>.</param>
    public Process(
        Target target,
        string? name = null,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        bool? daemon = null)
        : base(target, name, args, kwargs, daemon)
    {
    }

    /// <summary>What the target returned; waits for the process to end.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">The process was not started, or is not a child of this one.</exception>
    /// <exception cref="ProcessDiedException">The process ended before its target was done.</exception>
    /// <exception cref="PickleException">
    /// The result cannot cross to this process (<c>TypeError</c>), is not a <typeparamref name="TResult"/>, or is
    /// damaged.
    /// </exception>
    /// <exception cref="Exception">
    /// What the target threw: a .NET exception arrives as itself, with the child's stack in its
    /// <see cref="Exception.StackTrace"/>; a Python exception as its .NET equivalent, with a <see cref="RemoteError"/>
    /// as <see cref="Exception.InnerException"/>; anything else as a <see cref="RemoteError"/>.
    /// </exception>
    /// <remarks>May be read any number of times, from any thread; the child's bytes are read once.</remarks>
    public TResult Result => GetResult(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Whether a <see cref="ProcessDiedException"/> includes the last lines that the child wrote to its stderr. They
    /// still reach the stderr of this process, but through a pipe: the child's stderr is then not a terminal, and a
    /// process that outlives this one writes into a broken pipe. False by default.
    /// </summary>
    /// <exception cref="ProcessStateException">Set after the start: "process has already started".</exception>
    public bool CaptureStandardError
    {
        get => _capturesErrors;
        set
        {
            CheckNotStarted();
            _capturesErrors = value;
        }
    }

    internal sealed override bool WantsResult => true;

    internal sealed override bool CapturesErrors => _capturesErrors;

    internal sealed override Type ResultType => typeof(TResult);

    /// <summary>What the target returned; waits for the process to end, or until the time runs out.</summary>
    /// <param name="timeout">The maximum time, as for <see cref="Process.Join(TimeSpan)"/>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TimeoutException">The process is still running. The result can be requested again.</exception>
    /// <inheritdoc cref="Result" path="/exception"/>
    public TResult GetResult(TimeSpan timeout)
    {
        CheckResult();
        return Join(timeout)
            ? Received()
            : throw new TimeoutException($"process '{Name}' has not ended, so there is no result yet");
    }

    /// <summary>What the target returned, without blocking a thread until the process has ended.</summary>
    /// <param name="cancellationToken">Ends the wait; the process keeps running.</param>
    /// <returns>A task of the result.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <inheritdoc cref="Result" path="/exception"/>
    public async Task<TResult> GetResultAsync(CancellationToken cancellationToken = default)
    {
        CheckResult();
        await JoinAsync(cancellationToken).ConfigureAwait(false);
        return Received();
    }

    /// <summary>Makes <c>await process</c> give the result; the process must have been started.</summary>
    /// <returns>The awaiter of <see cref="GetResultAsync"/>.</returns>
    public TaskAwaiter<TResult> GetAwaiter() => GetResultAsync().GetAwaiter();

    /// <summary>Sets the result in the child, for a subclass that overrides <see cref="Process.Run"/>.</summary>
    /// <param name="result">The result; the last one set before <see cref="Process.Run"/> returns counts.</param>
    protected void SetResult(TResult result) => TargetValue = result;

    internal sealed override object? ValueOf(object? returned) =>
        returned is Task<TResult> task ? task.Result : base.ValueOf(returned);

    private TResult Received()
    {
        using (InterpreterLock.Enter(_reading))
        {
            CheckResult();
            if (!_isRead)
            {
                Read();
                _isRead = true;
            }

            _failure?.Throw();
            return _value!;
        }
    }

    private void Read()
    {
        try
        {
            var (file, kind, length) = TakeResult();
            using (file)
            {
                var (value, failure) = ForeignResults is { } foreign
                    ? foreign.Read(file!, kind, length, typeof(TResult))
                    : ResultReader.Read(file!, kind, length, typeof(TResult));
                _failure = failure is null ? null : ExceptionDispatchInfo.Capture(failure);
                _value = failure is null ? (TResult)value! : default;
            }
        }
        catch (Exception exception) when (exception is PickleException or ProcessDiedException)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
