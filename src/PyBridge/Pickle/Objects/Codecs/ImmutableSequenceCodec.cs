using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Immutable collections of single items.</summary>
/// <param name="type">The type of the objects.</param>
/// <param name="add">The name of the method that adds one item.</param>
/// <param name="hasBuilder">Whether items go to a builder instead of creating one collection after another.</param>
/// <param name="isReversed">Whether the item added last comes first.</param>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal sealed class ImmutableSequenceCodec(Type type, string add, bool hasBuilder = false, bool isReversed = false)
    : ImmutableCodec(type)
{
    private readonly Type _elementType = type.GetGenericArguments()[0];

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        var items = new List<object?>();
        foreach (object? item in (IEnumerable)collection)
        {
            items.Add(item);
        }

        if (isReversed)
        {
            items.Reverse();
        }

        parts.AddRaw(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            parts.Add(items[i], _elementType, PathStep.Index(isReversed ? items.Count - 1 - i : i));
        }

        if (IsKeyed)
        {
            parts.MarkKeys();
        }
    }

    /// <inheritdoc/>
    protected override object MakeFrom(object empty, ItemReader items)
    {
        object collection = hasBuilder ? ToBuilder(empty) : empty;
        var append = MethodInvoker.Create(collection.GetType().GetMethod(add, [_elementType])!);
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            object? grown = append.Invoke(collection, items.Read(_elementType));
            collection = hasBuilder ? collection : grown!;
        }

        return hasBuilder ? Finish(collection) : collection;
    }
}
