using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Lists, sets and arrays on their way to Python.</summary>
internal static class PythonSequences
{
    /// <summary>A <c>list</c>, <c>set</c> or <c>frozenset</c> of the items.</summary>
    public static object From(PythonValueWriter writer, IEnumerable items)
    {
        if (!IsSet(items.GetType(), out bool isFrozen))
        {
            List<object?> list = writer.Register(items, new List<object?>());
            foreach (object? item in items)
            {
                list.Add(writer.PartOf(item, PathStep.Index(list.Count)));
            }

            // A list used as a stack has its top at the end.
            if (items.GetType().Name is "Stack`1" or "ConcurrentStack`1" or "ImmutableStack`1")
            {
                list.Reverse();
            }

            return list;
        }

        try
        {
            return isFrozen ? FrozenSetOf(writer, items) : SetOf(writer, items);
        }
        catch (PickleException exception) when (exception.Path is null)
        {
            throw writer.Unhashable(PathStep.Transparent, exception);
        }
    }

    private static PickleFrozenSet FrozenSetOf(PythonValueWriter writer, IEnumerable items)
    {
        var members = new List<object?>();
        foreach (object? item in items)
        {
            members.Add(writer.PartOf(item, PathStep.Index(members.Count)));
        }

        return writer.Register(items, new PickleFrozenSet(members.ToArray()));
    }

    private static PickleSet SetOf(PythonValueWriter writer, IEnumerable items)
    {
        PickleSet set = writer.Register(items, new PickleSet());
        foreach (object? item in items)
        {
            set.Add(writer.PartOf(item, PathStep.Index(set.Count)));
        }

        return set;
    }

    /// <summary>Nested lists, as deep as the array has dimensions.</summary>
    public static List<object?> FromGrid(PythonValueWriter writer, Array grid) =>
        Row(writer, grid, new int[grid.Rank], 0);

    private static List<object?> Row(PythonValueWriter writer, Array grid, int[] indices, int dimension)
    {
        var row = new List<object?>(grid.GetLength(dimension));
        for (int i = grid.GetLowerBound(dimension); i <= grid.GetUpperBound(dimension); i++)
        {
            indices[dimension] = i;
            row.Add(dimension < grid.Rank - 1
                ? Row(writer, grid, indices, dimension + 1)
                : writer.PartOf(grid.GetValue(indices), PathStep.ArrayIndex(grid, PositionOf(grid, indices))));
        }

        return row;
    }

    private static int PositionOf(Array grid, int[] indices)
    {
        int position = 0;
        for (int dimension = 0; dimension < indices.Length; dimension++)
        {
            position = (position * grid.GetLength(dimension)) + indices[dimension] - grid.GetLowerBound(dimension);
        }

        return position;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
    private static bool IsSet(Type type, out bool isFrozen)
    {
        if (FSharpTypes.IsSet(type))
        {
            isFrozen = false;
            return true;
        }

        isFrozen = type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen";
        foreach (Type implemented in type.GetInterfaces())
        {
            if (implemented.IsConstructedGenericType
                && implemented.GetGenericTypeDefinition() is var definition
                && (definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>)))
            {
                return true;
            }
        }

        return false;
    }
}
