using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace PyBridge.Conformance.Lane;

/// <summary>What a scenario has given a label to in this process; its threads share it.</summary>
internal static class Objects
{
    private static readonly ConcurrentDictionary<string, object?> Labelled = new();

    private static readonly ConcurrentDictionary<string, WeakReference> Forgotten = new();

    public static void Keep(string label, object? value) => Labelled[label] = value;

    /// <exception cref="UnknownStepException">Nothing is called so here.</exception>
    public static object Find(string label) =>
        Named(label) ?? throw new UnknownStepException($"no object is called '{label}' here");

    public static Process FindProcess(string label) => (Process)Find(label);

    public static object? Named(string label) => label switch
    {
        "current" => Process.Current,
        "parent" => Process.Parent,
        _ => Labelled.GetValueOrDefault(label),
    };

    public static bool TryGet(string label, out object? value) => Labelled.TryGetValue(label, out value);

    public static string LabelOf(Process process) =>
        Labelled.FirstOrDefault(known => ReferenceEquals(known.Value, process)).Key ?? "?" + process.GetType().Name;

    /// <summary>Drops the only strong reference, and remembers a weak one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forget(string label)
    {
        Labelled.TryRemove(label, out var value);
        Forgotten[label] = new WeakReference(value);
    }

    public static bool Collected(string label)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return !Forgotten[label].IsAlive;
    }
}
