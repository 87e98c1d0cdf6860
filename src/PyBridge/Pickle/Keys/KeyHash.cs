using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// Hashes that agree with <see cref="KeyEquality"/>. They are seeded per process, so that no pickle can be crafted from
/// colliding keys.
/// </summary>
/// <remarks>CPython: section "Hashing of numeric types" of its library reference; the values differ.</remarks>
internal static class KeyHash
{
    /// <summary>The hash of a key.</summary>
    /// <exception cref="PickleException">The key is mutable, such as a list, or nested too deeply.</exception>
    public static int Of(object? key, KeyEffort effort, int depth = 0) => key switch
    {
        string text => HashText(text, effort),
        long number => SeededHash.Of(number),
        null => 0x5EED,
        HashedContainer container => HashContainer(container, effort, depth),
        byte[] bytes => HashBytes(bytes, effort),
        bool truth => SeededHash.Of(truth ? 1 : 0),
        _ => HashOther(key, effort),
    };

    /// <summary>All that is known of a key's hash.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">What <see cref="Of"/> returned for it.</param>
    public static long Whole(object? key, int hash) => key is HashedContainer container ? container.CachedHash : hash;

    private static int HashText(string text, KeyEffort effort) =>
        effort.Keeps(text.Length) ? HashLong(text, effort) : text.GetHashCode(StringComparison.Ordinal);

    private static int HashBytes(byte[] bytes, KeyEffort effort) =>
        effort.Keeps(bytes.Length) ? HashLong(bytes, effort) : HashContent(bytes);

    private static int HashLong(object key, KeyEffort effort)
    {
        if (!effort.TryGetHash(key, out int hash))
        {
            hash = key is byte[] bytes ? HashContent(bytes) : key.GetHashCode();
            effort.KeepHash(key, hash);
        }

        return hash;
    }

    private static int HashContent(byte[] bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static int HashContainer(HashedContainer container, KeyEffort effort, int depth)
    {
        if (container.CachedHash == 0)
        {
            effort.Enter(depth);
            long hash = container is PickleTuple tuple
                ? HashItems(tuple, effort, depth)
                : ((PickleFrozenSet)container).HashItems();
            container.CachedHash = hash == 0 ? 1 : hash;
        }

        return container.CachedHash.GetHashCode();
    }

    private static long HashItems(PickleTuple tuple, KeyEffort effort, int depth)
    {
        long hash = tuple.Count;
        foreach (object? item in tuple.Items)
        {
            hash = SeededHash.Chain(hash, Whole(item, Of(item, effort, depth + 1)));
        }

        return hash;
    }

    // Not inlined: a worker meets no numbers of System.Runtime.Numerics and no dates while it starts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int HashOther(object key, KeyEffort effort)
    {
        if (NumericKeys.IsNumber(key))
        {
            return NumericKeys.IsLong(key) ? HashLongNumber(key, effort) : NumericKeys.Hash(key);
        }

        return key switch
        {
            DateTime value => SeededHash.Of(value.Ticks),
            DateTimeOffset value => SeededHash.Of(value.UtcTicks),
            DateOnly value => SeededHash.Of(value.DayNumber),
            TimeOnly value => SeededHash.Of(value.Ticks),
            TimeSpan value => SeededHash.Of(value.Ticks),
            Guid value => HashContent(value.ToByteArray()),
            PickleGlobal value => effort.Keeps(value.Module.Length + value.QualifiedName.Length)
                ? HashLong(value, effort)
                : value.GetHashCode(),
            List<object?> => throw effort.Fail("unhashable type: 'list'"),
            PickleDictionary => throw effort.Fail("unhashable type: 'dict'"),
            PickleSet => throw effort.Fail("unhashable type: 'set'"),
            PickleByteArray => throw effort.Fail("unhashable type: 'bytearray'"),
            _ => RuntimeHelpers.GetHashCode(key),
        };
    }

    private static int HashLongNumber(object key, KeyEffort effort)
    {
        if (!effort.TryGetHash(key, out int hash))
        {
            hash = NumericKeys.Hash(key);
            effort.KeepHash(key, hash);
        }

        return hash;
    }
}
