using System;
using System.Buffers.Binary;

namespace PyBridge.Pickle.Keys;

/// <summary>
/// Hashes of numbers that nobody outside this process can predict, so no pickle can be crafted from colliding keys.
/// </summary>
/// <remarks>
/// <see cref="HashCode"/> is seeded, too, but its generic methods are in no precompiled image: a starting worker would
/// load the JIT for them.
/// </remarks>
internal static class SeededHash
{
    // Odd, with bits spread evenly: the constants of splitmix64.
    private const ulong FirstFactor = 0xBF58_476D_1CE4_E5B9;
    private const ulong SecondFactor = 0x94D0_49BB_1331_11EB;

    private static readonly ulong FirstKey;
    private static readonly ulong SecondKey;

    static SeededHash()
    {
        // A new Guid is the cheapest source of randomness in the core library; six of its bits are fixed.
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        FirstKey = BinaryPrimitives.ReadUInt64LittleEndian(random);
        SecondKey = BinaryPrimitives.ReadUInt64LittleEndian(random[sizeof(ulong)..]);
    }

    /// <summary>The hash of a number.</summary>
    public static int Of(long number) => (int)(Mix((ulong)number, 0) >> 16);

    /// <summary>The hash of a sequence: combines the hash of what came before with that of the next item.</summary>
    public static int Combine(int before, int next) => Of(((long)before << 32) | (uint)next);

    /// <summary>
    /// As <see cref="Combine"/>, for hashes of 64 bits, of which nothing is lost: with one of them fixed, no two others
    /// give the same result.
    /// </summary>
    public static long Chain(long before, long next) => (long)Mix((ulong)before, (ulong)next);

    private static ulong Mix(ulong first, ulong second)
    {
        // The second key is mixed in between, so that differences of inputs do not pass through unchanged.
        ulong mixed = (first ^ FirstKey) * FirstFactor;
        mixed = ((mixed ^ (mixed >> 32)) + SecondKey + second) * SecondFactor;
        return mixed ^ (mixed >> 31);
    }
}
