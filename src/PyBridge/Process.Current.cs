using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace PyBridge;

/// <content>The current process, its parent and its children.</content>
public partial class Process
{
    private static Process? _current;

    /// <summary>The object for the current process.</summary>
    /// <value>
    /// In a child, the object that was started, with its type and its subclass's fields; elsewhere an object named
    /// <c>MainProcess</c>.
    /// </value>
    /// <remarks>CPython: <c>current_process()</c>.</remarks>
    public static Process Current =>
        Volatile.Read(ref _current)
        ?? Interlocked.CompareExchange(ref _current, new MainProcess(), null)
        ?? _current;

    /// <summary>The process that started the current one; <see langword="null"/> in the main process.</summary>
    /// <remarks>
    /// CPython ≥ 3.8: <c>parent_process()</c>. Its <see cref="IsAlive"/>, <see cref="Join()"/> and
    /// <see cref="Sentinel"/> reveal the parent's death, whatever killed it.
    /// </remarks>
    public static Process? Parent { get; private set; }

    /// <summary>The children of the current process that are not yet known to have ended.</summary>
    /// <returns>A new list, in no particular order.</returns>
    /// <remarks>CPython: <c>active_children()</c>. Like it, this reaps children that have ended.</remarks>
    public static IReadOnlyList<Process> ActiveChildren()
    {
        ReapFinishedChildren();
        return KnownChildren();
    }

    private static void ReapFinishedChildren()
    {
        foreach (var process in KnownChildren())
        {
            if (process._child?.Poll() is not null)
            {
                Unregister(process);
            }
        }
    }

    private static Process[] KnownChildren()
    {
        lock (ChildrenSet.Gate)
        {
            var children = new Process[ChildrenSet.Members.Count];
            ChildrenSet.Members.CopyTo(children); // a spread would use LINQ
            return children;
        }
    }

    /// <summary>Keeps a running child's object alive even if nobody else holds it.</summary>
    private static void Register(Process process)
    {
        lock (ChildrenSet.Gate)
        {
            ChildrenSet.Members.Add(process);
        }

        // Compiled ahead of time this is a library in a Python program, and all children are Python's, which ends them itself.
        if (!process.BelongsToHost || RuntimeFeature.IsDynamicCodeSupported)
        {
            ExitFunction.Install();
        }
    }

    private static void Unregister(Process process)
    {
        lock (ChildrenSet.Gate)
        {
            ChildrenSet.Members.Remove(process);
        }
    }

    /// <summary>Separate from the other statics: most workers have no children, and start without this.</summary>
    private static class ChildrenSet
    {
        public static readonly Lock Gate = new();
        public static readonly HashSet<Process> Members = [];
    }
}
