namespace PyBridge.Lifecycle;

/// <summary>What a process object stands for at one moment. Every check of a member depends only on this.</summary>
internal enum ProcessState
{
    /// <summary>Made here, never started.</summary>
    Initial,

    /// <summary>Started here, not yet seen to have ended.</summary>
    Running,

    /// <summary>Started here and ended; the status is recorded.</summary>
    Exited,

    /// <summary>Closed.</summary>
    Closed,

    /// <summary>The current process, seen from inside a child.</summary>
    Self,

    /// <summary>The current process, if it is not a child.</summary>
    Main,

    /// <summary>The process that started the current one.</summary>
    Parent,

    /// <summary>The parent's object after <c>Close()</c>: whether it is alive can still be queried.</summary>
    ParentClosed,

    /// <summary>Made by another process.</summary>
    Foreign,
}
