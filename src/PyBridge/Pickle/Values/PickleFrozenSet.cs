using System;
using System.Collections;
using System.Collections.Generic;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Values;

/// <summary>
/// A Python <c>frozenset</c>, in insertion order. Equality is by reference; as a key it is compared by value.
/// </summary>
internal sealed class PickleFrozenSet : HashedContainer, IReadOnlyCollection<object?>
{
    private KeyTable _table;

    /// <summary>Creates a set of the distinct items.</summary>
    /// <exception cref="PickleException">An item is mutable, such as a list.</exception>
    public PickleFrozenSet(params ReadOnlySpan<object?> items)
        : this(items, KeyEffort.Unbounded)
    {
    }

    internal PickleFrozenSet(ReadOnlySpan<object?> items, KeyEffort effort)
    {
        _table.Grow(items.Length);
        foreach (object? item in items)
        {
            _table.FindOrAdd(item, effort);
        }
    }

    /// <inheritdoc/>
    public int Count => _table.Count;

    /// <summary>The item at an index, in insertion order.</summary>
    public object? ItemAt(int index) => _table.KeyAt(index);

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

    internal long HashItems()
    {
        // Mixed before adding: order must not matter, but {1, 4} and {2, 3} should differ.
        long sum = 0;
        for (int i = 0; i < _table.Count; i++)
        {
            sum += SeededHash.Chain(0, KeyHash.Whole(_table.KeyAt(i), _table.HashAt(i)));
        }

        return SeededHash.Chain(sum, _table.Count);
    }

    internal bool HasSameItems(PickleFrozenSet other, KeyEffort effort, int depth)
    {
        if (Count != other.Count)
        {
            return false;
        }

        effort.Spend(Count);
        for (int i = 0; i < _table.Count; i++)
        {
            if (other._table.Find(_table.KeyAt(i), _table.HashAt(i), effort, depth + 1) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
