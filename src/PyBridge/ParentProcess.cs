using System;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>The process that started this one, seen from inside.</summary>
/// <remarks>CPython: <c>_ParentProcess</c>.</remarks>
internal sealed class ParentProcess(string name, int pid, WatchedHandle handle) : Process(name, authKey: null)
{
    private readonly Sentinel _sentinel = new(handle);

    public override int? Pid => pid;

    public override Sentinel Sentinel
    {
        get
        {
            StateRules.Check(Member.Sentinel, State);
            return _sentinel;
        }
    }

    private protected override string ClassName => "_ParentProcess";

    private protected override WatchedHandle AwaitedHandle => handle;

    private protected override ProcessState State => IsClosed ? ProcessState.ParentClosed : ProcessState.Parent;

    public override bool IsAlive() => !_sentinel.IsReady;

    public override bool Join(TimeSpan timeout) => _sentinel.Wait(LimitOf(timeout));

    public override Task JoinAsync(CancellationToken cancellationToken = default) =>
        ProcessPlatform.Current.Watcher.WaitAsync(handle, cancellationToken);

    /// <summary>Only marks the object as closed; the handle stays open, to keep the parent's death visible.</summary>
    public override void Close() => IsClosed = true;

    protected internal override void Run() =>
        throw new ProcessStateException($"'{ClassName}' object has no attribute '_target'", "AttributeError");
}
