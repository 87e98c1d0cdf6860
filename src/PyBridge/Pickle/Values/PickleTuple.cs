using System;
using System.Collections;
using System.Collections.Generic;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Values;

/// <summary>A Python <c>tuple</c>. Equality is by reference; as a key it is compared by value.</summary>
internal sealed class PickleTuple : HashedContainer, IReadOnlyList<object?>
{
    /// <summary>The empty tuple, a single object as in CPython.</summary>
    public static readonly PickleTuple Empty = new();

    private readonly object?[] _items;

    /// <summary>Wraps items without copying them; they must not be changed afterwards.</summary>
    public PickleTuple(params object?[] items) => _items = items;

    /// <summary>A tuple of some items, which is <see cref="Empty"/> if there are none.</summary>
    public static PickleTuple Of(object?[] items) => items.Length == 0 ? Empty : new PickleTuple(items);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <summary>The items.</summary>
    public ReadOnlySpan<object?> Items => _items;

    /// <inheritdoc/>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
