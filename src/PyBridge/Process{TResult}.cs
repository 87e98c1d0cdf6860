using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Results;

namespace PyBridge;

/// <summary>A process that hands back what its target returns.</summary>
/// <typeparam name="TResult">
/// What the target returns. A C# target's object comes back by value; what a Python target returns is converted to this
/// type. Reading it runs no code, and makes objects of no type that this one has no place for.
/// </typeparam>
/// <remarks>
/// <para>
/// The child leaves its result in memory that it shares with this process. So it can end without anybody reading it,
/// however large it is: <see cref="Process.Join()"/> never waits for a reader. The memory is given back when the result
/// is asked for, and when the object is closed.
/// </para>
/// <para>
/// CPython's <c>Process</c> hands back nothing; this is what <c>concurrent.futures</c> does with one process.
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

    /// <summary>Makes a process object; nothing is started.</summary>
    /// <param name="target">What to call in the child. A task that it returns is awaited.</param>
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

    /// <summary>Makes a process object for a target that is no delegate of this program; nothing is started.</summary>
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

    /// <summary>What the target returned; waits for the end of the process.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <exception cref="ProcessStateException">The process was not started, or is no child of this one.</exception>
    /// <exception cref="ProcessDiedException">The process ended before its target was done.</exception>
    /// <exception cref="PickleException">
    /// The result cannot cross to this process (<c>TypeError</c>), is no <typeparamref name="TResult"/>, or is damaged.
    /// </exception>
    /// <exception cref="Exception">
    /// What the target threw: the same exception where it is one of .NET, with the child's stack in its
    /// <see cref="Exception.StackTrace"/>; the exception that says the same for one of Python's, with a
    /// <see cref="RemoteError"/> as its <see cref="Exception.InnerException"/>; else a <see cref="RemoteError"/>.
    /// </exception>
    /// <remarks>May be asked for any number of times, by any thread; it is read once.</remarks>
    public TResult Result => GetResult(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Whether a <see cref="ProcessDiedException"/> is to have the last lines that the child wrote to its stderr. They
    /// reach the stderr of this process, too, through a pipe: the child's is no terminal then, and whoever outlives this
    /// process writes into a broken one. False unless set.
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

    /// <summary>What the target returned; waits for the end of the process, but not for ever.</summary>
    /// <param name="timeout">How long at most, as for <see cref="Process.Join(TimeSpan)"/>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TimeoutException">The process has not ended. It runs on, and may be asked again.</exception>
    /// <inheritdoc cref="Result" path="/exception"/>
    public TResult GetResult(TimeSpan timeout)
    {
        CheckResult();
        return Join(timeout)
            ? Received()
            : throw new TimeoutException($"process '{Name}' has not ended, so there is no result yet");
    }

    /// <summary>What the target returned, without holding a thread until the process has ended.</summary>
    /// <param name="cancellationToken">Ends the waiting; the process runs on.</param>
    /// <returns>A task of the result.</returns>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    /// <inheritdoc cref="Result" path="/exception"/>
    public async Task<TResult> GetResultAsync(CancellationToken cancellationToken = default)
    {
        CheckResult();
        await JoinAsync(cancellationToken).ConfigureAwait(false);
        return Received();
    }

    /// <summary>Lets <c>await process</c> give the result; the process must have been started.</summary>
    /// <returns>The awaiter of <see cref="GetResultAsync"/>.</returns>
    public TaskAwaiter<TResult> GetAwaiter() => GetResultAsync().GetAwaiter();

    /// <summary>Sets the result in the child, for a subclass that overrides <see cref="Process.Run"/>.</summary>
    /// <param name="result">The result; the last one counts, when <see cref="Process.Run"/> has returned.</param>
    protected void SetResult(TResult result) => TargetValue = result;

    internal sealed override object? ValueOf(object? returned) =>
        returned is Task<TResult> task ? task.Result : base.ValueOf(returned);

    private TResult Received()
    {
        lock (_reading)
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
                var (value, failure) = ResultReader.Read(file!, kind, length, typeof(TResult));
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
