using System;
using System.Buffers.Binary;
using System.Numerics;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Globals;

/// <summary>The state of Python's <c>uuid.UUID</c>: <c>{'int': 128 bits}</c>.</summary>
internal static class UuidState
{
    /// <summary>The only key of the state. A second one, <c>is_safe</c>, would be more than a Guid holds.</summary>
    public const string Key = "int";

    private const int Size = 16;

    /// <summary>The Guid that a state represents; <see langword="null"/> if it represents none.</summary>
    public static object? ToGuid(object? state)
    {
        if (state is not PickleDictionary { Count: 1 } dictionary || !dictionary.TryGetValue(Key, out object? number))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        if (number is BigInteger big)
        {
            int size = big.Sign < 0 ? int.MaxValue : big.GetByteCount(isUnsigned: true);
            if (size > Size)
            {
                return null;
            }

            big.TryWriteBytes(bytes[(Size - size)..], out _, isUnsigned: true, isBigEndian: true);
        }
        else if (number is long and >= 0)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes[(Size - sizeof(long))..], (long)number);
        }
        else
        {
            return null;
        }

        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The 128 bits of a Guid as a number.</summary>
    public static BigInteger ToInteger(Guid value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
