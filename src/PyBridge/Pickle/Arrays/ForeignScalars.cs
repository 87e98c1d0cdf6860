using System;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>Single numbers and times of Python's array libraries, as the plain value that they are.</summary>
internal static class ForeignScalars
{
    private const int Seconds = 7; // numpy: NPY_FR_s; pandas counts its units in the same way
    private static readonly string[] Units = ["s", "ms", "us", "ns"];

    /// <summary>The value of a recipe; <see langword="null"/> for <c>NaT</c>.</summary>
    /// <returns><see langword="false"/> if it is no scalar, or one that .NET has no counterpart of.</returns>
    public static bool TryGet(PickleInstance instance, out object? value)
    {
        value = null;
        ReadOnlySpan<object?> args = instance.Args.Items;
        switch ((instance.Class as PickleGlobal)?.Known)
        {
            case KnownGlobal.NumpyScalar or KnownGlobal.NumpyFromBuffer or KnownGlobal.NumpyReconstruct:
                return NumpyForms.Of(instance) is { Shape.Length: 0 } array && ElementValues.TryGet(array, 0, out value);
            case KnownGlobal.PandasTimestamp when args is [long count, null, var zone, .. var rest]:
                value = UnitOf(rest) is { } unit ? ToMoment(unit, count, zone) : null;
                return value is not null;
            case KnownGlobal.PandasTimedelta when args is [long count, .. var rest]:
                value = UnitOf(rest)?.ToDuration(count);
                return value is not null;
            case KnownGlobal.PandasNoTime:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a recipe is <c>NaT</c>, no time.</summary>
    public static bool IsNotATime(PickleInstance instance) => (instance.Class as PickleGlobal)?.Known switch
    {
        KnownGlobal.PandasNoTime => true,
        KnownGlobal.NumpyScalar or KnownGlobal.NumpyFromBuffer or KnownGlobal.NumpyReconstruct =>
            NumpyForms.Of(instance) is { Shape.Length: 0 } array && ElementValues.IsNotATime(array, 0),
        _ => false,
    };

    /// <summary>Older versions of pandas know nanoseconds alone, and do not say so.</summary>
    private static TimeUnit? UnitOf(ReadOnlySpan<object?> rest) => rest switch
    {
        [] => new TimeUnit("ns", 1),
        [long unit and >= Seconds and < Seconds + 4, ..] => new TimeUnit(Units[unit - Seconds], 1),
        _ => null,
    };

    private static object? ToMoment(TimeUnit unit, long count, object? zone)
    {
        if (unit.ToMoment(count) is not { } moment)
        {
            return null;
        }

        return zone is null ? (object)moment : TimeZones.AtInstant(moment, zone); // no conversion of one to the other
    }
}
