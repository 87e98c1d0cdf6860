using System;
using System.Collections;
using System.Collections.Generic;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The numbers of a Python <c>range</c>, whose pickle holds three: <c>range(start, stop, step)</c>.</summary>
internal sealed class PythonRange : IReadOnlyCollection<object?>
{
    private readonly long _start;
    private readonly long _step;

    private PythonRange(long start, long step, int count)
    {
        _start = start;
        _step = step;
        Count = count;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>How many numbers a range has; <see langword="null"/> if an object is not a range.</summary>
    /// <remarks>CPython: section "Ranges" of its library reference.</remarks>
    public static long? CountOf(PickleInstance instance) =>
        instance is { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal { Module: "builtins", QualifiedName: "range" } }
        && instance.Args.Items is [long start, long stop, long step and not 0]
            ? (long)Int128.Min(long.MaxValue, CountOf(start, stop, step))
            : null;

    /// <summary>The first and the last number of a range; <see langword="null"/> if it has none, or is not a range.</summary>
    public static (long First, long Last)? EndsOf(PickleInstance instance) =>
        CountOf(instance) is > 0 and var count && instance.Args.Items is [long start, _, long step]
            ? (start, (long)(start + ((Int128)(count - 1) * step)))
            : null;

    /// <summary>The numbers of a range whose <see cref="CountOf(PickleInstance)"/> is known.</summary>
    public static PythonRange Of(PickleInstance instance, int count) =>
        new((long)instance.Args[0]!, (long)instance.Args[2]!, count);

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _start + (i * _step);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Int128 CountOf(Int128 start, Int128 stop, Int128 step)
    {
        Int128 way = step > 0 ? stop - start : start - stop;
        return way <= 0 ? 0 : ((way - 1) / Int128.Abs(step)) + 1;
    }
}
