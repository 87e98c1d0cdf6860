using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>
/// Mutable containers. They are remembered before their items are written, so that an item may be the container itself.
/// </content>
internal sealed partial class GeneralPickler
{
    // As in CPython: a reader holds no more items than this on its stack.
    private const int BatchSize = 1000;

    private void SaveList(List<object?> list)
    {
        if (!TryWriteGet(list))
        {
            _writer.WriteEmptyList();
            Remember(list);
            Enter();
            SaveItems(CollectionsMarshal.AsSpan(list));
            Leave();
        }
    }

    private void SaveItems(ReadOnlySpan<object?> items)
    {
        if (items.Length == 1)
        {
            Save(items[0]);
            _writer.WriteAppend();
            return;
        }

        while (!items.IsEmpty)
        {
            int count = Math.Min(items.Length, BatchSize);
            _writer.WriteMark();
            foreach (object? item in items[..count])
            {
                Save(item);
            }

            _writer.WriteAppends();
            items = items[count..];
        }
    }

    private void SaveDictionary(PickleDictionary dictionary)
    {
        if (!TryWriteGet(dictionary))
        {
            _writer.WriteEmptyDict();
            Remember(dictionary);
            Enter();
            SaveEntries(dictionary);
            Leave();
        }
    }

    private void SaveEntries(PickleDictionary dictionary)
    {
        if (dictionary.Count == 1)
        {
            SaveEntry(dictionary, 0);
            _writer.WriteSetItem();
            return;
        }

        for (int i = 0; i < dictionary.Count; i++)
        {
            if (i % BatchSize == 0)
            {
                _writer.WriteMark();
            }

            SaveEntry(dictionary, i);
            if (i % BatchSize == BatchSize - 1 || i == dictionary.Count - 1)
            {
                _writer.WriteSetItems();
            }
        }
    }

    private void SaveEntry(PickleDictionary dictionary, int index)
    {
        KeyValuePair<object?, object?> entry = dictionary.EntryAt(index);
        Save(entry.Key);
        Save(entry.Value);
    }

    private void SaveSet(PickleSet set)
    {
        if (TryWriteGet(set))
        {
            return;
        }

        _writer.WriteEmptySet();
        Remember(set);
        Enter();
        for (int i = 0; i < set.Count; i++)
        {
            if (i % BatchSize == 0)
            {
                _writer.WriteMark();
            }

            Save(set.ItemAt(i));
            if (i % BatchSize == BatchSize - 1 || i == set.Count - 1)
            {
                _writer.WriteAddItems();
            }
        }

        Leave();
    }
}
