using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>Brings the elements of an array into the order that <see cref="PickleArray"/> has.</summary>
internal static class ArrayLayout
{
    /// <summary>numpy: <c>NPY_MAXDIMS</c>.</summary>
    private const int MaxRank = 64;

    /// <summary>An array of elements as they lie in a pickle.</summary>
    /// <param name="type">The type of the elements, in whatever byte order.</param>
    /// <param name="shape">The shape of the elements as they lie there, a tuple of int.</param>
    /// <param name="axes">
    /// Which of these axes each axis of the array is; <see langword="null"/> if they are the same.
    /// </param>
    /// <param name="elements">The bytes.</param>
    /// <returns><see langword="null"/> if the parts do not fit together.</returns>
    public static PickleArray? Arrange(ElementType type, PickleTuple shape, int[]? axes, ReadOnlyMemory<byte> elements)
    {
        if (LengthsOf(shape) is not { } lengths || SizeOf(lengths, type.Size) != elements.Length)
        {
            return null;
        }

        if (axes is not null && IsMoved(axes))
        {
            elements = elements.IsEmpty ? elements : Permute(elements.Span, type.Size, lengths, axes);
            lengths = Array.ConvertAll(axes, axis => lengths[axis]);
        }

        if (type.IsBigEndian && type.NumberSize > 1)
        {
            elements = Reverse(elements.Span, type.NumberSize);
        }

        return new PickleArray(type with { IsBigEndian = false }, lengths, elements);
    }

    /// <summary>The axes in reverse: how an array in Fortran's order lies in memory.</summary>
    public static int[] Reversed(int rank)
    {
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            axes[i] = rank - 1 - i;
        }

        return axes;
    }

    private static int[]? LengthsOf(PickleTuple shape)
    {
        if (shape.Count > MaxRank)
        {
            return null;
        }

        int[] lengths = new int[shape.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            if (shape[i] is not (long length and >= 0 and <= int.MaxValue))
            {
                return null;
            }

            lengths[i] = (int)length;
        }

        return lengths;
    }

    /// <summary>The size of an array in bytes; -1 if it is larger than anything that can be here.</summary>
    private static long SizeOf(int[] lengths, int elementSize)
    {
        long size = elementSize;
        if (Array.IndexOf(lengths, 0) >= 0)
        {
            return 0;
        }

        foreach (int length in lengths)
        {
            size *= length;
            if (size > int.MaxValue)
            {
                return -1;
            }
        }

        return size;
    }

    private static bool IsMoved(int[] axes)
    {
        for (int i = 0; i < axes.Length; i++)
        {
            if (axes[i] != i)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Permute(ReadOnlySpan<byte> source, int size, int[] lengths, int[] axes)
    {
        // How far apart in the source the neighbours along each axis of the result are, in bytes.
        int[] strides = new int[lengths.Length];
        int stride = size;
        for (int i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= lengths[i];
        }

        byte[] moved = new byte[source.Length];
        int[] counters = new int[axes.Length];
        int from = 0;
        for (int to = 0; to < moved.Length; to += size)
        {
            source.Slice(from, size).CopyTo(moved.AsSpan(to));
            for (int i = axes.Length - 1; i >= 0; i--)
            {
                from += strides[axes[i]];
                if (++counters[i] < lengths[axes[i]])
                {
                    break;
                }

                from -= strides[axes[i]] * lengths[axes[i]];
                counters[i] = 0;
            }
        }

        return moved;
    }

    private static byte[] Reverse(ReadOnlySpan<byte> source, int size)
    {
        byte[] reversed = source.ToArray();
        for (int i = 0; i < reversed.Length; i += size)
        {
            reversed.AsSpan(i, size).Reverse();
        }

        return reversed;
    }
}
