using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Arrays of objects, and of structs with references, element by element.</summary>
internal sealed class ElementArrayCodec(Type type) : ArrayCodec(type)
{
    private const int MaxWithoutItems = 1 << 16;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var array = (Array)value;
        int position = 0;
        foreach (object? element in array)
        {
            parts.Add(element, ElementType, PathStep.ArrayIndex(array, position++));
        }
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var array = (Array)shell;
        if (shell is object?[] objects)
        {
            for (int i = 0; i < objects.Length; i++)
            {
                objects[i] = items.Read(ElementType);
            }

            return;
        }

        var indices = new int[array.Rank];
        for (int dimension = 0; dimension < indices.Length; dimension++)
        {
            indices[dimension] = array.GetLowerBound(dimension);
        }

        for (long left = array.LongLength; left > 0; left--)
        {
            array.SetValue(items.Read(ElementType), indices);
            Advance(array, indices);
        }
    }

    private static void Advance(Array array, int[] indices)
    {
        for (int dimension = indices.Length - 1; dimension >= 0; dimension--)
        {
            if (indices[dimension] < array.GetUpperBound(dimension))
            {
                indices[dimension]++;
                return;
            }

            indices[dimension] = array.GetLowerBound(dimension);
        }
    }

    /// <inheritdoc/>
    protected override void CheckLength(ItemReader items, long length)
    {
        // A struct may take no items at all, but nobody sends that many of those.
        if (length > MaxWithoutItems)
        {
            items.CheckCount(length);
        }
    }
}
