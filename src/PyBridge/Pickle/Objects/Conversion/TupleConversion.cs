using System.Collections.Generic;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to <c>ValueTuple</c>, <c>Tuple</c> and <c>KeyValuePair</c>, item by item.</summary>
internal static class TupleConversion
{
    /// <summary>Converts; <see langword="null"/> if the type is not a tuple.</summary>
    public static object? TryConvert(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Tuple is not { } plan)
        {
            return null;
        }

        IReadOnlyList<object?> items = general switch
        {
            PickleTuple tuple => tuple,
            List<object?> list => list,

            // A named tuple.
            PickleInstance { Content: null, Args: { Count: > 0 } args } => args,
            PickleInstance instance when NamedTuples.FieldsOf(instance) is { } fields => NamedTuples.ItemsOf(fields),
            _ => throw converter.Error(general, type),
        };
        return items.Count == plan.Length
            ? plan.Make(converter, items)
            : throw converter.CountError(general, type, plan.Length, items.Count);
    }
}
