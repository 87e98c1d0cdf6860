using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>The elements of an array as general values, one at a time.</summary>
internal static class ElementValues
{
    /// <summary>Why a time that is there cannot be here.</summary>
    public const string NoCounterpart = "its value has no exact counterpart";

    /// <summary>An element as the general value that a single Python object of its kind would be.</summary>
    /// <param name="array">The array.</param>
    /// <param name="index">Its place, counted over all dimensions.</param>
    /// <param name="value">The value: <see langword="null"/> for <c>NaT</c>.</param>
    /// <returns><see langword="false"/> if .NET has no such value.</returns>
    public static bool TryGet(PickleArray array, int index, out object? value)
    {
        ReadOnlySpan<byte> bytes = array.Elements.Span.Slice(index * array.Type.Size, array.Type.Size);
        value = array.Type.Kind switch
        {
            ElementKind.Boolean => BoxedBooleans.Get(bytes[0] != 0),
            ElementKind.Signed => BoxedIntegers.Get(ToSigned(bytes)),
            ElementKind.Unsigned => ToUnsigned(bytes),
            ElementKind.Float => (object)ToFloat(bytes),
            ElementKind.Complex => (object)ToComplex(bytes),
            ElementKind.Moment or ElementKind.Duration => ToTime(array.Type, MemoryMarshal.Read<long>(bytes)),
            ElementKind.Text => ToText(bytes),
            _ => bytes.TrimEnd((byte)0).ToArray(),
        };
        return value is not null || IsNotATime(array, index);
    }

    /// <summary>Whether an element is <c>NaT</c>.</summary>
    public static bool IsNotATime(PickleArray array, int index) =>
        array.Type.Kind is ElementKind.Moment or ElementKind.Duration
        && MemoryMarshal.Read<long>(array.Elements.Span[(index * array.Type.Size)..]) == TimeUnit.NotATime;

    /// <summary>Why an element was not copied to a type of numbers.</summary>
    public static string WhyMisfit(PickleArray array, int index, Type type)
    {
        bool isFloat = type == typeof(double) || type == typeof(float) || type == typeof(Half);
        _ = TryGet(array, index, out object? value);
        return value is double number
            ? string.Create(CultureInfo.InvariantCulture, $"{number:R} would not stay the same")
            : string.Create(CultureInfo.InvariantCulture, $"{value} {(isFloat ? "would not stay the same" : "is out of range")}");
    }

    private static long ToSigned(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => (sbyte)bytes[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private static object ToUnsigned(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => BoxedIntegers.Get(bytes[0]),
        2 => BoxedIntegers.Get(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        4 => BoxedIntegers.Get(BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var number && number <= long.MaxValue
            ? BoxedIntegers.Get((long)number)
            : (object)Large(number),
    };

    // Not inlined: most programs need not load System.Runtime.Numerics.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BigInteger Large(ulong number) => new(number);

    private static double ToFloat(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Complex ToComplex(ReadOnlySpan<byte> bytes)
    {
        int half = bytes.Length / 2;
        return new Complex(ToFloat(bytes[..half]), ToFloat(bytes[half..]));
    }

    private static object? ToTime(ElementType type, long count)
    {
        if (count == TimeUnit.NotATime)
        {
            return null;
        }

        if (type.Kind == ElementKind.Duration)
        {
            return type.Unit.ToDuration(count);
        }

        return type.Unit.ToMoment(count) is not { } moment ? null
            : type.Unit.IsDate ? DateOnly.FromDateTime(moment)
            : moment;
    }

    private static string? ToText(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> points = MemoryMarshal.Cast<byte, uint>(bytes).TrimEnd(0u);
        var text = new StringBuilder(points.Length);
        foreach (uint point in points)
        {
            if (point <= char.MaxValue)
            {
                text.Append((char)point); // also half of a surrogate pair, which Python's str may hold
            }
            else if (Rune.IsValid(point))
            {
                text.Append(new Rune(point).ToString());
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }
}
