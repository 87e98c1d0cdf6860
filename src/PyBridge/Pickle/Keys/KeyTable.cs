using System;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// The keys of a dictionary or set in the order in which they came, and a value for each. Up to eight are searched
/// linearly, as most dictionaries in pickles are that small; more are hashed into buckets.
/// </summary>
/// <remarks>A mutable struct, meant as a field of its owner: an empty dictionary is one small object.</remarks>
internal struct KeyTable
{
    private const int FirstCapacity = 4;
    private const int Unhashed = 8;

    private Entry[]? _entries;
    private int[]? _buckets; // Index + 1 of each bucket's first entry.
    private int _count;

    /// <summary>How many keys there are.</summary>
    public readonly int Count => _count;

    /// <summary>The key at an index, in insertion order.</summary>
    public readonly object? KeyAt(int index) => _entries![index].Key;

    /// <summary>The value of that key.</summary>
    public readonly ref object? ValueAt(int index) => ref _entries![index].Value;

    /// <summary>The hash of that key.</summary>
    public readonly int HashAt(int index) => _entries![index].Hash;

    /// <summary>Makes room for this many more keys.</summary>
    public void Grow(int more)
    {
        int needed = _count + more;
        if (needed > (_entries is null ? 0 : _entries.Length))
        {
            Resize(needed);
        }
    }

    /// <summary>The index of a key, or -1.</summary>
    public readonly int Find(object? key, KeyEffort effort) =>
        _count == 0 ? -1 : Find(key, KeyHash.Of(key, effort), effort, 0);

    /// <summary>The index of a key whose hash is known, or -1.</summary>
    public readonly int Find(object? key, int hash, KeyEffort effort, int depth)
    {
        Entry[]? entries = _entries;
        if (_buckets is null)
        {
            for (int i = 0; i < _count; i++)
            {
                if (entries![i].Hash == hash && KeyEquality.Equal(entries[i].Key, key, effort, depth))
                {
                    return i;
                }
            }

            return -1;
        }

        for (int i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next - 1)
        {
            if (entries![i].Hash == hash && KeyEquality.Equal(entries[i].Key, key, effort, depth))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of a key, which is added if it is not there yet.</summary>
    public int FindOrAdd(object? key, KeyEffort effort)
    {
        int hash = KeyHash.Of(key, effort);
        int index = Find(key, hash, effort, 0);
        return index >= 0 ? index : Add(key, hash);
    }

    private int Add(object? key, int hash)
    {
        if (_entries is null || _count == _entries.Length)
        {
            Resize(_count + 1);
        }

        int index = _count++;
        ref Entry entry = ref _entries![index];
        entry.Key = key;
        entry.Hash = hash;
        Link(ref entry, index);
        return index;
    }

    private readonly void Link(ref Entry entry, int index)
    {
        if (_buckets is not null)
        {
            ref int bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
            entry.Next = bucket;
            bucket = index + 1;
        }
    }

    private void Resize(int atLeast)
    {
        int capacity = _entries is null ? FirstCapacity : _entries.Length;
        while (capacity < atLeast)
        {
            capacity = checked(capacity * 2);
        }

        // Not Array.Resize: a generic method over a type of this library would be JIT-compiled at every start.
        var entries = new Entry[capacity];
        if (_entries is not null)
        {
            Array.Copy(_entries, entries, _count);
        }

        _entries = entries;
        if (capacity > Unhashed)
        {
            _buckets = new int[capacity];
            for (int i = 0; i < _count; i++)
            {
                Link(ref _entries[i], i);
            }
        }
    }

    private struct Entry
    {
        public object? Key;
        public object? Value;
        public int Hash;
        public int Next;
    }
}
