using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Frozen sets: their items, from which the set is frozen again.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class FrozenSetCodec(Type type) : FrozenCodec(type)
{
    private readonly Type _elementType = type.GetGenericArguments()[0];

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        var set = (ICollection)collection;
        parts.AddRaw(set.Count);
        int position = 0;
        foreach (object? item in set)
        {
            parts.Add(item, _elementType, PathStep.Index(position++));
        }

        parts.MarkKeys();
    }

    /// <inheritdoc/>
    protected override object ReadItems(ItemReader items, object? comparer)
    {
        var array = Array.CreateInstance(_elementType, items.NextItemCount());
        for (int i = 0; i < array.Length; i++)
        {
            array.SetValue(items.Read(_elementType), i);
        }

        return array;
    }
}
