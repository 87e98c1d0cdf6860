using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Looks whether the hash codes of keys are spread well. Those of .NET's numbers can be foreseen, so a message may be made
/// of keys that all lie in one bucket; its strings guard themselves.
/// </summary>
internal static class KeyHashes
{
    /// <summary>So many keys are never too many for one bucket.</summary>
    public const int Few = 128;

    // Of a million keys with random hash codes, the fullest bucket holds about ten.
    private const int MaxInBucket = 64;

    /// <summary>A comparer for keys that are not spread well; <see langword="null"/> where none is needed.</summary>
    /// <param name="keyType">The type that the collection declares for its keys.</param>
    /// <param name="collection">The collection, which is empty still.</param>
    /// <param name="keys">The keys that are to go into it.</param>
    public static object? ComparerFor(Type keyType, object collection, Array keys)
    {
        if (keyType == typeof(string) || keys.Length <= Few || IsSorted(collection.GetType()))
        {
            return null;
        }

        // Nothing can be seen of how a concurrent one divides its keys.
        bool isSpread = collection.GetType().Namespace != "System.Collections.Concurrent"
            && AreSpread(keys, BucketsOf(collection, keys.Length));
        return isSpread ? null : SeededComparer.For(keyType);
    }

    private static bool IsSorted(Type type) =>
        type.Name.StartsWith("Sorted", StringComparison.Ordinal) && FrameworkTypes.Owns(type);

    /// <summary>Among how many buckets a collection divides so many keys; 0 where it does not tell.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
    private static int BucketsOf(object collection, int count) =>
        collection.GetType().GetMethod("EnsureCapacity", [typeof(int)])?.Invoke(collection, [count]) is int buckets
            ? buckets
            : 0;

    private static bool AreSpread(Array keys, int buckets)
    {
        // Where the collection does not tell, at least none of the codes may be that of many keys.
        int size = buckets > 0 ? buckets : 2 * keys.Length;
        int[] counts = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(counts, 0, size);
        try
        {
            foreach (object? key in keys)
            {
                int code = key?.GetHashCode() ?? 0;
                var bucket = (int)((uint)(buckets > 0 ? code : SeededHash.Of(code)) % (uint)size);
                if (++counts[bucket] > MaxInBucket)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }
}
