using PyBridge.Lifecycle;

namespace PyBridge.Native;

/// <summary>A host's process object: the host runs its targets, the rules are those of <see cref="Process"/>.</summary>
internal sealed class HostedProcess : Process
{
    private readonly string _className;
    private bool _capturesErrors;

    /// <summary>An object of the host, which holds its state: to be started here, or the one this process was started by.</summary>
    public HostedProcess(string className, ProcessDescription state)
        : base(state) => _className = className;

    /// <summary>The handle the host holds, or 0 once it has freed it.</summary>
    public nint Handle { get; set; }

    /// <summary>
    /// The host has dropped its object. Its descriptor is released now, not at the next garbage collection, as a host
    /// that counts references expects. A child that is still running keeps it, and is reaped with the others.
    /// </summary>
    public void GiveUp()
    {
        Handle = 0;
        if (!ReferenceEquals(this, Current))
        {
            Dispose();
        }
    }

    /// <summary>Whether the child should hand back a result, which the host will read.</summary>
    public bool IsResultWanted { get; private set; }

    internal override bool WantsResult => IsResultWanted;

    internal override bool CapturesErrors => _capturesErrors;

    private protected override string ClassName => _className;

    private protected override bool BelongsToHost => true;

    /// <summary>To be called before the start.</summary>
    public void WantResult(bool capturesErrors)
    {
        IsResultWanted = true;
        _capturesErrors = capturesErrors;
    }
}
