using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Checks whether the hash codes of keys are well distributed. Those of .NET's numbers are predictable, so a message
/// may consist of keys that all land in one bucket; .NET's strings protect themselves.
/// </summary>
internal static class KeyHashes
{
    /// <summary>This many keys are never too many for one bucket.</summary>
    public const int Few = 128;

    // With a million random hash codes, the fullest bucket holds about ten keys.
    private const int MaxInBucket = 64;

    /// <summary>
    /// A comparer for badly distributed keys; <see langword="null"/> if none is needed, or if only the type itself knows
    /// what its equality is: then the message pays for the comparisons.
    /// </summary>
    /// <param name="converter">Who is asked for the payment.</param>
    /// <param name="keyType">The type that the collection declares for its keys.</param>
    /// <param name="collection">The collection, which is still empty.</param>
    /// <param name="keys">The keys to be added to it.</param>
    public static object? ComparerFor(ValueConverter converter, Type keyType, object collection, Array keys)
    {
        if (keyType == typeof(string) || keys.Length <= Few || IsSorted(collection.GetType()))
        {
            return null;
        }

        // How a concurrent collection distributes its keys cannot be seen.
        bool isHidden = collection.GetType().Namespace == "System.Collections.Concurrent";
        (int fullest, long comparisons) = Distribution(keys, isHidden ? 0 : BucketsOf(collection, keys.Length));
        if (fullest <= MaxInBucket && !isHidden)
        {
            return null;
        }

        object? comparer = SeededComparer.For(keyType);
        if (comparer is null)
        {
            converter.SpendOnComparisons(comparisons);
        }

        return comparer;
    }

    private static bool IsSorted(Type type) =>
        type.Name.StartsWith("Sorted", StringComparison.Ordinal) && FrameworkTypes.Owns(type);

    /// <summary>The number of buckets a collection uses for this many keys; 0 if it does not tell.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
    private static int BucketsOf(object collection, int count) =>
        collection.GetType().GetMethod("EnsureCapacity", [typeof(int)])?.Invoke(collection, [count]) is int buckets
            ? buckets
            : 0;

    /// <summary>How many keys the fullest bucket gets, and how many pairs of keys share a bucket.</summary>
    private static (int Fullest, long Comparisons) Distribution(Array keys, int buckets)
    {
        // If the collection does not tell, at least no hash code may be shared by many keys.
        int size = buckets > 0 ? buckets : 2 * keys.Length;
        int[] counts = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(counts, 0, size);
        int fullest = 0;
        long comparisons = 0;
        try
        {
            foreach (object? key in keys)
            {
                int code = key?.GetHashCode() ?? 0;
                var bucket = (int)((uint)(buckets > 0 ? code : SeededHash.Of(code)) % (uint)size);
                comparisons += counts[bucket]++;
                fullest = Math.Max(fullest, counts[bucket]);
            }

            return (fullest, comparisons);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(counts);
        }
    }
}
