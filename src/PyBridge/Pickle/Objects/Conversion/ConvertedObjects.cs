using System;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// The results for general values so far, by the value and its declared type. Entries never move; only the table that
/// finds them grows by copying.
/// </summary>
internal sealed class ConvertedObjects
{
    private const int ChunkBits = 4;
    private const int ChunkSize = 1 << ChunkBits;
    private const int FirstPlaces = 32;

    private Entry[][] _chunks = [];
    private int[] _places = []; // Numbers of entries, counted from 1; a power of two, never more than half full.
    private int _count;

    /// <summary>The entry for a value and a type, created if there is none.</summary>
    public ref Entry FindOrAdd(object general, Type type, out bool known)
    {
        if (2 * _count >= _places.Length)
        {
            Grow();
        }

        int place = FindPlace(general, type);
        known = _places[place] != 0;
        if (!known)
        {
            _places[place] = ++_count;
            ref Entry added = ref Add();
            added.General = general;
            added.Type = type;
            return ref added;
        }

        return ref At(_places[place] - 1);
    }

    private ref Entry Add()
    {
        int number = _count - 1;
        int chunk = number >> ChunkBits;
        if (chunk == _chunks.Length)
        {
            var chunks = new Entry[Math.Max(4, 2 * chunk)][];
            Array.Copy(_chunks, chunks, chunk);
            _chunks = chunks;
        }

        _chunks[chunk] ??= new Entry[ChunkSize];
        return ref At(number);
    }

    private ref Entry At(int number) => ref _chunks[number >> ChunkBits][number & (ChunkSize - 1)];

    private int FindPlace(object general, Type type)
    {
        int mask = _places.Length - 1;
        int place = ((RuntimeHelpers.GetHashCode(general) * 31) + RuntimeHelpers.GetHashCode(type)) & mask;
        while (_places[place] != 0)
        {
            ref Entry entry = ref At(_places[place] - 1);
            if (ReferenceEquals(entry.General, general) && entry.Type == type)
            {
                break;
            }

            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        _places = new int[Math.Max(FirstPlaces, 2 * _places.Length)];
        for (int number = 0; number < _count; number++)
        {
            ref Entry entry = ref At(number);
            _places[FindPlace(entry.General, entry.Type)] = number + 1;
        }
    }

    /// <summary>A value being converted, or already converted.</summary>
    internal struct Entry
    {
        /// <summary>The general value.</summary>
        public object General;

        /// <summary>The type to convert it to.</summary>
        public Type Type;

        /// <summary>The result; <see langword="null"/> while nothing can refer to it.</summary>
        public object? Made;

        /// <summary>Its cost as a key, or as a part of one; 0 until its content is complete.</summary>
        public KeyCost Cost;
    }
}
