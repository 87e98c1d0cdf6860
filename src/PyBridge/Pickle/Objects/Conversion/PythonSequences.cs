using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Lists, sets and arrays on their way to Python.</summary>
internal static class PythonSequences
{
    /// <summary>A <c>list</c>, <c>set</c> or <c>frozenset</c> of the items.</summary>
    public static object From(PythonValueWriter writer, IEnumerable items, string path)
    {
        if (!IsSet(items.GetType(), out bool isFrozen))
        {
            List<object?> list = writer.Register(items, new List<object?>());
            foreach (object? item in items)
            {
                list.Add(writer.ToGeneral(item, $"{path}[{list.Count}]"));
            }

            // A list that is used as a stack has its top at the end.
            if (items.GetType().Name is "Stack`1" or "ConcurrentStack`1" or "ImmutableStack`1")
            {
                list.Reverse();
            }

            return list;
        }

        if (isFrozen)
        {
            var members = new List<object?>();
            foreach (object? item in items)
            {
                members.Add(writer.ToGeneral(item, $"{path}[{members.Count}]"));
            }

            return writer.Register(items, Hashed(path, () => new PickleFrozenSet(members.ToArray())));
        }

        PickleSet set = writer.Register(items, new PickleSet());
        foreach (object? item in items)
        {
            object? general = writer.ToGeneral(item, $"{path}[{set.Count}]");
            Hashed(path, () =>
            {
                set.Add(general);
                return set;
            });
        }

        return set;
    }

    /// <summary>Lists in lists, as deep as the array has dimensions.</summary>
    public static List<object?> FromGrid(PythonValueWriter writer, Array grid, string path) =>
        Row(writer, grid, new int[grid.Rank], 0, path);

    private static List<object?> Row(PythonValueWriter writer, Array grid, int[] indices, int dimension, string path)
    {
        var row = new List<object?>(grid.GetLength(dimension));
        for (int i = grid.GetLowerBound(dimension); i <= grid.GetUpperBound(dimension); i++)
        {
            indices[dimension] = i;
            row.Add(dimension < grid.Rank - 1
                ? Row(writer, grid, indices, dimension + 1, path)
                : writer.ToGeneral(grid.GetValue(indices), $"{path}[{string.Join(", ", indices)}]"));
        }

        return row;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
    private static bool IsSet(Type type, out bool isFrozen)
    {
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

    private static T Hashed<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (PickleException exception)
        {
            throw new PickleException($"cannot pickle {path}: {exception.Message}", "TypeError", exception)
            {
                Path = path,
            };
        }
    }
}
