using System;
using System.Collections;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Immutable dictionaries: all keys first, as they must be complete before the dictionary is made.</summary>
internal sealed class ImmutableDictionaryCodec(Type type) : ImmutableCodec(type)
{
    private readonly KeyedItems _items = new(type.GetGenericArguments()[0], type.GetGenericArguments()[1]);

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts) =>
        _items.Describe((IDictionary)collection, parts);

    /// <inheritdoc/>
    protected override object MakeFrom(object empty, ItemReader items)
    {
        object builder = ToBuilder(empty);
        _items.Fill((IDictionary)builder, items);
        return Finish(builder);
    }
}
