using System;
using System.Collections;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>The entries of an immutable dictionary: all keys, then all values.</summary>
internal sealed class KeyedItems(Type keyType, Type valueType)
{
    /// <summary>Adds the entries to the description.</summary>
    public void Describe(IDictionary dictionary, PartSink parts)
    {
        parts.AddRaw(dictionary.Count);
        int position = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            parts.Add(entry.Key, keyType, PathStep.KeyAt(position++));
        }

        parts.MarkKeys();
        foreach (DictionaryEntry entry in dictionary)
        {
            parts.Add(entry.Value, valueType, PathStep.Key(entry.Key));
        }
    }

    /// <summary>Adds the entries to a mutable dictionary.</summary>
    public void Fill(IDictionary dictionary, ItemReader items)
    {
        var keys = new object[items.NextItemCount()];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = items.Read(keyType)!;
        }

        foreach (object key in keys)
        {
            dictionary.Add(key, items.Read(valueType));
        }
    }
}
