namespace PyBridge.Lifecycle;

/// <summary>The members of a process object whose use depends on its state.</summary>
internal enum Member
{
    Start,
    Join,
    IsAlive,
    SetDaemon,
    Pid,
    ExitCode,
    Sentinel,
    Signal,
    Close,
    Result,
}
