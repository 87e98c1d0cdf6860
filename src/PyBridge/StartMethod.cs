namespace PyBridge;

/// <summary>How a process is started. The child is the same.</summary>
/// <remarks>CPython: the start methods of <c>multiprocessing</c>; both of these behave as its "spawn" does.</remarks>
public enum StartMethod
{
    /// <summary>A new process is started.</summary>
    Cold,

    /// <summary>
    /// A process that was started ahead becomes the child, if one is ready that fits; otherwise a new one is started:
    /// <see cref="PyBridge.Standby"/>.
    /// </summary>
    Standby,
}
