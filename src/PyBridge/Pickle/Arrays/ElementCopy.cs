using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>
/// Copies the elements of an array to .NET's numbers, all at once: as they are where the type is the same, and else one
/// by one, where the value is.
/// </summary>
internal static class ElementCopy
{
    /// <summary>All elements fit.</summary>
    public const int Whole = -1;

    private const double LargestExact = 1L << 53; // above, the integers that a double can be have gaps

    /// <summary>Whether elements of a type can be copied to a .NET type at all; their values may still not fit.</summary>
    public static bool CanCopy(ElementType from, Type to)
    {
        TypeCode code = to.IsEnum ? TypeCode.Object : Type.GetTypeCode(to);
        return (from.IsNumeric && code is >= TypeCode.SByte and <= TypeCode.Double)
            || (from.Kind == ElementKind.Boolean && code == TypeCode.Boolean)
            || (from.Kind == ElementKind.Complex && from.Size == 16 && to == typeof(Complex))
            || (from.IsNumeric && to == typeof(Half));
    }

    /// <summary>Whether the elements of an array can be; those of a list may be rounded, which copying does not do.</summary>
    public static bool CanCopy(PickleArray array, Type to) =>
        CanCopy(array.Type, to)
        && (!array.IsList || AlwaysFits(array.Type, to)
            || (array.Type.Kind == ElementKind.Signed && Type.GetTypeCode(to) is >= TypeCode.SByte and <= TypeCode.UInt64));

    /// <summary>Whether elements are copied as they are.</summary>
    public static bool IsSame(ElementType from, Type to) => from.Kind switch
    {
        ElementKind.Boolean => to == typeof(bool),
        ElementKind.Complex => from.Size == 16 && to == typeof(Complex),
        _ => Type.GetTypeCode(to) switch
        {
            TypeCode.SByte => IsSame<sbyte>(from),
            TypeCode.Byte => IsSame<byte>(from),
            TypeCode.Int16 => IsSame<short>(from),
            TypeCode.UInt16 => IsSame<ushort>(from),
            TypeCode.Int32 => IsSame<int>(from),
            TypeCode.UInt32 => IsSame<uint>(from),
            TypeCode.Int64 => IsSame<long>(from),
            TypeCode.UInt64 => IsSame<ulong>(from),
            TypeCode.Single => IsSame<float>(from),
            TypeCode.Double => IsSame<double>(from),
            _ => to == typeof(Half) && IsSame<Half>(from),
        },
    };

    /// <summary>Room for elements of a type of numbers.</summary>
    public static Array Room(Type element, int count) => Type.GetTypeCode(element) switch
    {
        TypeCode.SByte => new sbyte[count],
        TypeCode.Byte => new byte[count],
        TypeCode.Int16 => new short[count],
        TypeCode.UInt16 => new ushort[count],
        TypeCode.Int32 => new int[count],
        TypeCode.UInt32 => new uint[count],
        TypeCode.Int64 => new long[count],
        TypeCode.UInt64 => new ulong[count],
        TypeCode.Single => new float[count],
        TypeCode.Double => new double[count],
        _ => new Half[count],
    };

    /// <summary>Whether every element of a type is a value of a .NET type, whatever it is.</summary>
    public static bool AlwaysFits(ElementType from, Type to)
    {
        if (!from.IsNumeric || to == typeof(bool))
        {
            return CanCopy(from, to);
        }

        // What a type of numbers holds: so many bits of integers, and whether negative ones.
        (int bits, bool isSigned, bool isFloat) = Type.GetTypeCode(to) switch
        {
            TypeCode.SByte => (7, true, false),
            TypeCode.Byte => (8, false, false),
            TypeCode.Int16 => (15, true, false),
            TypeCode.UInt16 => (16, false, false),
            TypeCode.Int32 => (31, true, false),
            TypeCode.UInt32 => (32, false, false),
            TypeCode.Int64 => (63, true, false),
            TypeCode.UInt64 => (64, false, false),
            TypeCode.Single => (24, true, true),
            TypeCode.Double => (53, true, true),
            _ => (11, true, true),
        };
        return from.Kind switch
        {
            ElementKind.Boolean => true,
            ElementKind.Float => isFloat && bits >= (from.Size switch { 2 => 11, 4 => 24, _ => 53 }),
            ElementKind.Unsigned => bits >= 8 * from.Size,
            _ => isSigned && bits >= (8 * from.Size) - 1,
        };
    }

    /// <summary>Copies all elements.</summary>
    /// <param name="source">The array; <see cref="CanCopy(ElementType, Type)"/> has said that its type goes.</param>
    /// <param name="target">An array with as many elements, of any number of dimensions.</param>
    /// <returns>The place of the first element that does not fit, or <see cref="Whole"/>.</returns>
    public static int Copy(PickleArray source, Array target)
    {
        Type element = target.GetType().GetElementType()!;
        if (element != typeof(bool) && IsSame(source.Type, element) && MovableMemory.TryMove(source.Elements, target))
        {
            return Whole;
        }

        return Type.GetTypeCode(element) switch
        {
            TypeCode.Boolean => CopyTruth(source, SpanOf<bool>(target)),
            TypeCode.SByte => Copy(source, SpanOf<sbyte>(target)),
            TypeCode.Byte => Copy(source, SpanOf<byte>(target)),
            TypeCode.Int16 => Copy(source, SpanOf<short>(target)),
            TypeCode.UInt16 => Copy(source, SpanOf<ushort>(target)),
            TypeCode.Int32 => Copy(source, SpanOf<int>(target)),
            TypeCode.UInt32 => Copy(source, SpanOf<uint>(target)),
            TypeCode.Int64 => Copy(source, SpanOf<long>(target)),
            TypeCode.UInt64 => Copy(source, SpanOf<ulong>(target)),
            TypeCode.Single => Copy(source, SpanOf<float>(target)),
            TypeCode.Double => Copy(source, SpanOf<double>(target)),
            _ when element == typeof(Half) => Copy(source, SpanOf<Half>(target)),
            _ => CopyComplex(source, target),
        };
    }

    private static Span<T> SpanOf<T>(Array array) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    // Any byte but 0 is true for numpy; a bool of .NET must be 1.
    private static int CopyTruth(PickleArray source, Span<bool> target)
    {
        ReadOnlySpan<byte> bytes = source.Elements.Span;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = bytes[i] != 0;
        }

        return Whole;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CopyComplex(PickleArray source, Array target)
    {
        source.Elements.Span.CopyTo(MemoryMarshal.AsBytes(SpanOf<Complex>(target)));
        return Whole;
    }

    private static int Copy<T>(PickleArray source, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<byte> bytes = source.Elements.Span;
        if (IsSame<T>(source.Type))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(target));
            return Whole;
        }

        return (source.Type.Kind, source.Type.Size) switch
        {
            (ElementKind.Boolean, _) => CopyFlags(bytes, target),
            (ElementKind.Signed, 1) => CopyIntegers(MemoryMarshal.Cast<byte, sbyte>(bytes), target),
            (ElementKind.Signed, 2) => CopyIntegers(MemoryMarshal.Cast<byte, short>(bytes), target),
            (ElementKind.Signed, 4) => CopyIntegers(MemoryMarshal.Cast<byte, int>(bytes), target),
            (ElementKind.Signed, _) => CopyIntegers(MemoryMarshal.Cast<byte, long>(bytes), target),
            (ElementKind.Unsigned, 1) => CopyIntegers(bytes, target),
            (ElementKind.Unsigned, 2) => CopyIntegers(MemoryMarshal.Cast<byte, ushort>(bytes), target),
            (ElementKind.Unsigned, 4) => CopyIntegers(MemoryMarshal.Cast<byte, uint>(bytes), target),
            (ElementKind.Unsigned, _) => CopyIntegers(MemoryMarshal.Cast<byte, ulong>(bytes), target),
            (_, 2) => CopyFloats(MemoryMarshal.Cast<byte, Half>(bytes), target),
            (_, 4) => CopyFloats(MemoryMarshal.Cast<byte, float>(bytes), target),
            _ => CopyFloats(MemoryMarshal.Cast<byte, double>(bytes), target),
        };
    }

    private static bool IsSame<T>(ElementType type) => type.Kind switch
    {
        ElementKind.Signed => (type.Size, default(T)) is (1, sbyte) or (2, short) or (4, int) or (8, long),
        ElementKind.Unsigned => (type.Size, default(T)) is (1, byte) or (2, ushort) or (4, uint) or (8, ulong),
        ElementKind.Float => (type.Size, default(T)) is (2, Half) or (4, float) or (8, double),
        _ => false,
    };

    private static int CopyFlags<T>(ReadOnlySpan<byte> source, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[i] != 0 ? T.One : T.Zero;
        }

        return Whole;
    }

    private static int CopyIntegers<TFrom, T>(ReadOnlySpan<TFrom> source, Span<T> target)
        where TFrom : unmanaged, INumberBase<TFrom>, IMinMaxValue<TFrom>
        where T : unmanaged, INumberBase<T>
    {
        bool isFloat = default(T) is double or float or Half;
        for (int i = 0; i < target.Length; i++)
        {
            // There and back: what does not return as it was has not fitted.
            T number = T.CreateSaturating(source[i]);
            if (TFrom.CreateSaturating(number) != source[i]
                || (isFloat && source[i] == TFrom.MaxValue && IsRounded(source[i], number)))
            {
                return i;
            }

            target[i] = number;
        }

        return Whole;
    }

    /// <summary>Whether the largest number of a type was rounded up, which the way back cuts off again.</summary>
    private static bool IsRounded<TFrom, T>(TFrom largest, T number)
        where TFrom : unmanaged, INumberBase<TFrom>
        where T : unmanaged, INumberBase<T> =>
        Unsafe.SizeOf<TFrom>() == sizeof(long) || double.CreateChecked(largest) != double.CreateChecked(number);

    private static int CopyFloats<TFrom, T>(ReadOnlySpan<TFrom> source, Span<T> target)
        where TFrom : unmanaged, INumberBase<TFrom>
        where T : unmanaged, INumberBase<T>
    {
        bool isFloat = default(T) is double or float or Half;
        for (int i = 0; i < target.Length; i++)
        {
            T number = T.CreateSaturating(source[i]);
            bool fits = TFrom.IsNaN(source[i])
                ? isFloat
                : TFrom.CreateSaturating(number) == source[i]
                    && (isFloat || double.CreateSaturating(TFrom.Abs(source[i])) <= LargestExact);
            if (!fits)
            {
                return i;
            }

            target[i] = number;
        }

        return Whole;
    }
}
