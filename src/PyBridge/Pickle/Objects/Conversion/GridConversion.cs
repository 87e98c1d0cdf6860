using System;
using System.Collections.Generic;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts nested lists of equal lengths to an array of several dimensions.</summary>
internal sealed class GridConversion(ValueConverter converter, Type type, object general, string path)
{
    private readonly Type _element = type.GetElementType()!;
    private readonly int[] _lengths = new int[type.GetArrayRank()];
    private readonly int[] _indices = new int[type.GetArrayRank()];

    /// <summary>Converts.</summary>
    public Array Convert()
    {
        object? level = general;
        for (int dimension = 0; dimension < _lengths.Length; dimension++)
        {
            IReadOnlyList<object?> row = RowOf(level, path);
            _lengths[dimension] = row.Count;

            // Of an empty row nobody knows what would be in it.
            if (row.Count == 0)
            {
                break;
            }

            level = row[0];
        }

        Array array = Array.CreateInstanceFromArrayType(type, _lengths);
        Fill(array, general, 0, path);
        return array;
    }

    private void Fill(Array array, object? level, int dimension, string place)
    {
        IReadOnlyList<object?> row = RowOf(level, place);
        if (row.Count != _lengths[dimension])
        {
            throw ConversionError.Of(
                general, type, place, $"{_lengths[dimension]} items are wanted, but there are {row.Count}");
        }

        for (int i = 0; i < row.Count; i++)
        {
            _indices[dimension] = i;
            string item = $"{place}[{i}]";
            if (dimension < _lengths.Length - 1)
            {
                Fill(array, row[i], dimension + 1, item);
            }
            else
            {
                array.SetValue(converter.Convert(row[i], _element, item), _indices);
            }
        }
    }

    private IReadOnlyList<object?> RowOf(object? level, string place) => level switch
    {
        List<object?> list => list,
        PickleTuple tuple => tuple,
        _ when ExactValue.Of(level) is { } exact => RowOf(exact.Plain, place),
        _ => throw ConversionError.Of(level, type, place, "a row of the array is wanted"),
    };
}
