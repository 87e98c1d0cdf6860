using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts nested lists of equal lengths to a multidimensional array.</summary>
internal sealed class GridConversion(ValueConverter converter, DeclaredType type, object general)
{
    private readonly int[] _lengths = new int[type.Type.GetArrayRank()];
    private readonly int[] _indices = new int[type.Type.GetArrayRank()];

    /// <summary>Converts.</summary>
    public Array Convert()
    {
        object? level = general;
        long count = 1;
        for (int dimension = 0; dimension < _lengths.Length; dimension++)
        {
            IReadOnlyList<object?> row = RowOf(level);
            _lengths[dimension] = row.Count;
            count = Math.Min(int.MaxValue, count * row.Count);

            // An empty row says nothing about what it would contain.
            if (row.Count == 0)
            {
                break;
            }

            level = row[0];
        }

        // One row may be shared by many places.
        converter.Unfold(count);
        Array array = Array.CreateInstanceFromArrayType(type.Type, _lengths);
        Fill(array, general, 0);
        return array;
    }

    private void Fill(Array array, object? level, int dimension)
    {
        IReadOnlyList<object?> row = RowOf(level);
        if (row.Count != _lengths[dimension])
        {
            throw converter.CountError(general, type, _lengths[dimension], row.Count);
        }

        for (int i = 0; i < row.Count; i++)
        {
            _indices[dimension] = i;
            if (dimension < _lengths.Length - 1)
            {
                converter.Enter(PathStep.Index(i));
                Fill(array, row[i], dimension + 1);
                converter.Leave();
            }
            else
            {
                array.SetValue(converter.ConvertPart(row[i], type.Item!, PathStep.Index(i)), _indices);
            }
        }
    }

    private IReadOnlyList<object?> RowOf(object? level)
    {
        object? row = level;
        while (ExactValue.Of(row) is { } exact)
        {
            converter.Spend(1);
            row = exact.Plain;
        }

        return row switch
        {
            List<object?> list => list,
            PickleTuple tuple => tuple,
            _ => throw converter.Error(level, type, "a row of the array is wanted"),
        };
    }
}
