using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Frozen dictionaries: all keys first, as they must be complete before the dictionary is made.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class FrozenDictionaryCodec(Type type) : FrozenCodec(type)
{
    private readonly KeyedItems _entries = new(type.GetGenericArguments()[0], type.GetGenericArguments()[1]);

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts) =>
        _entries.Describe((IDictionary)collection, parts);

    /// <inheritdoc/>
    protected override object ReadItems(ItemReader items, object? comparer)
    {
        Type dictionary = typeof(Dictionary<,>).MakeGenericType(WireType.GetGenericArguments());
        object content = (comparer is null
            ? Activator.CreateInstance(dictionary)
            : Activator.CreateInstance(dictionary, comparer))!;
        _entries.Fill((IDictionary)content, items);
        return content;
    }
}
