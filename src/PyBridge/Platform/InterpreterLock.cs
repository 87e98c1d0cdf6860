using System.Threading;

namespace PyBridge.Platform;

/// <summary>
/// Keeps a thread of an embedded Python from waiting with the interpreter's lock (the GIL), as CPython's own waits do: who is
/// waited for may need it. Costs next to nothing where there is no Python.
/// </summary>
/// <remarks>
/// The lock is taken back at the end of a wait, perhaps inside of locks of ours. So those under which anything waits are
/// entered by <see cref="Enter"/>: nobody waits for them with the interpreter's lock.
/// </remarks>
internal readonly ref struct InterpreterLock
{
    private readonly EmbeddedPython? _python;
    private readonly nint _state;

    private InterpreterLock(EmbeddedPython python)
    {
        _python = python;
        _state = python.Unlock();
    }

    /// <summary>Gives the interpreter's lock up until the end of the scope, if this thread holds it.</summary>
    public static InterpreterLock Released() =>
        EmbeddedPython.Find() is { IsLocked: true } python ? new InterpreterLock(python) : default;

    /// <summary>Enters a lock of ours until the end of the scope.</summary>
    public static Entered Enter(object gate)
    {
        if (!Monitor.TryEnter(gate))
        {
            using var released = Released();
            Monitor.Enter(gate);
        }

        return new Entered(gate);
    }

    /// <summary>Takes it back.</summary>
    public void Dispose() => _python?.Lock(_state);

    /// <summary>A lock that was entered.</summary>
    internal readonly ref struct Entered(object gate)
    {
        public void Dispose() => Monitor.Exit(gate);
    }
}
