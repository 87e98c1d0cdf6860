using System;
using System.Collections;
using System.Collections.Generic;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Values;

/// <summary>A Python <c>set</c>, in insertion order.</summary>
internal sealed class PickleSet : IReadOnlyCollection<object?>
{
    private KeyTable _table;

    /// <inheritdoc/>
    public int Count => _table.Count;

    /// <summary>The item at an index, in insertion order.</summary>
    public object? ItemAt(int index) => _table.KeyAt(index);

    /// <summary>Adds an item unless an equal one is present.</summary>
    /// <exception cref="PickleException">The item is mutable, such as a list.</exception>
    public void Add(object? item) => Add(item, KeyEffort.Unbounded);

    /// <summary>Whether an equal item is there.</summary>
    public bool Contains(object? item) => _table.Find(item, KeyEffort.Unbounded) >= 0;

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            yield return _table.KeyAt(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void AddRange(ReadOnlySpan<object?> items, KeyEffort effort)
    {
        _table.Grow(items.Length);
        foreach (object? item in items)
        {
            Add(item, effort);
        }
    }

    private void Add(object? item, KeyEffort effort) => _table.FindOrAdd(item, effort);
}
