using System;
using PyBridge.Connections;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <content>
/// The seam for a host that is not a .NET program: it brings its own numbers, names and launch plans, and waits in its
/// own way. All rules stay here.
/// </content>
public partial class Process
{
    /// <summary>An object whose state a host holds: what it says of it.</summary>
    private protected Process(ProcessDescription description)
    {
        _identity = new ProcessIdentity(description.Identity);
        _daemon = description.Daemon;
        _authKey = description.AuthKey;
        _parentPid = description.ParentPid;
        _parentName = description.ParentName;
        _arguments = [];
        _keywordArguments = [];
        _name = description.Name;
    }

    /// <summary>The creator's process id; <see langword="null"/> for the main process and for a parent.</summary>
    internal int? ParentPid => _parentPid;

    /// <summary>Whether <see cref="Close"/> was called.</summary>
    internal bool WasClosed => IsClosed;

    /// <summary>What joining this object waits for.</summary>
    private protected virtual WatchedHandle AwaitedHandle => _child!.Sentinel;

    /// <summary>Sets the objects for this process and its parent.</summary>
    internal static void Install(Process current, Process? parent)
    {
        _current = current;
        CurrentKey.Value = current.AuthKey;
        Parent = parent;
    }

    /// <summary>The object for the parent, given a handle that becomes ready when the parent ends.</summary>
    internal static Process ParentOf(string name, int pid, WatchedHandle handle) => new ParentProcess(name, pid, handle);

    /// <summary>The first half of a start in which the host does the serializing: all checks.</summary>
    /// <param name="creator">The host's current process, which must not be a daemon.</param>
    internal void BeginStart(Process creator)
    {
        using (InterpreterLock.Enter(_starting))
        {
            PrepareStart(creator);
        }
    }

    /// <summary>The second half: launching the process.</summary>
    internal void FinishStart(LaunchPlan plan) => Launch(plan);

    /// <summary>The first half of a join in which the host does the waiting: the checks, and one look.</summary>
    /// <returns>What to wait for; <see langword="null"/> if the process has ended.</returns>
    internal WatchedHandle? BeginJoin() => Join(TimeSpan.Zero) ? null : AwaitedHandle;

    /// <summary>The second half: one more look. Another thread may have closed the object in the meantime.</summary>
    /// <returns>Whether the process has ended.</returns>
    internal bool EndJoin()
    {
        try
        {
            return Join(TimeSpan.Zero);
        }
        catch (ProcessClosedException)
        {
            return true;
        }
    }
}
