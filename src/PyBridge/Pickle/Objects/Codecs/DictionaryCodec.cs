using System;
using System.Collections;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Mutable dictionaries, hashed or sorted. They are filled through <see cref="IDictionary"/>.</summary>
internal sealed class DictionaryCodec(Type type, Type framework) : CollectionCodec(type, framework)
{
    private readonly Type _keyType = framework.IsGenericType ? framework.GetGenericArguments()[0] : typeof(object);
    private readonly Type _valueType = framework.IsGenericType ? framework.GetGenericArguments()[1] : typeof(object);

    /// <inheritdoc/>
    public override bool IsKeyed => true;

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        var dictionary = (IDictionary)collection;
        parts.AddRaw(dictionary.Count);
        int position = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            parts.Add(entry.Key, _keyType, PathStep.KeyAt(position++));
            parts.Add(entry.Value, _valueType, PathStep.Key(entry.Key));
        }
    }

    /// <inheritdoc/>
    protected override void FillItems(object collection, ItemReader items)
    {
        var dictionary = (IDictionary)collection;
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            object key = items.Read(_keyType)!;
            dictionary.Add(key, items.Read(_valueType));
        }
    }
}
