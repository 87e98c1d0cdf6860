using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Values;

/// <summary>
/// A Python <c>dict</c>: keeps insertion order and treats <c>1</c>, <c>1.0</c> and <c>True</c> as one key. Keys may be
/// <see langword="null"/>. Entries are replaced, never removed.
/// </summary>
internal sealed class PickleDictionary : IReadOnlyCollection<KeyValuePair<object?, object?>>
{
    private KeyTable _table;

    /// <inheritdoc/>
    public int Count => _table.Count;

    /// <summary>Gets or sets the value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key to get.</exception>
    /// <exception cref="PickleException">The key is mutable, such as a list.</exception>
    public object? this[object? key]
    {
        get => TryGetValue(key, out object? value) ? value : throw new KeyNotFoundException();
        set => Set(key, value, KeyEffort.Unbounded);
    }

    /// <summary>The entry at an index, in insertion order.</summary>
    public KeyValuePair<object?, object?> EntryAt(int index) => new(_table.KeyAt(index), _table.ValueAt(index));

    /// <summary>Sets the value for a key; as in Python, the key keeps its place and its first spelling.</summary>
    public void Add(object? key, object? value) => this[key] = value;

    /// <summary>Whether there is such a key.</summary>
    public bool ContainsKey(object? key) => _table.Find(key, KeyEffort.Unbounded) >= 0;

    /// <summary>Looks up a key.</summary>
    public bool TryGetValue(object? key, [MaybeNullWhen(false)] out object? value)
    {
        int index = _table.Find(key, KeyEffort.Unbounded);
        value = index >= 0 ? _table.ValueAt(index) : null;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object?, object?>> GetEnumerator()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            yield return EntryAt(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Grow(int more) => _table.Grow(more);

    internal void Set(object? key, object? value, KeyEffort effort) =>
        _table.ValueAt(_table.FindOrAdd(key, effort)) = value;
}
