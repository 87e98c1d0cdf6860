using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>The types that have a <see cref="TypeCode"/>, and enums over them.</summary>
internal static class PrimitiveScalar
{
    private const int KindShift = 62;
    private const long TicksMask = (1L << KindShift) - 1;

    public static void Write(ItemWriter items, object value)
    {
        switch (Type.GetTypeCode(value.GetType()))
        {
            case TypeCode.Boolean when value is bool truth:
                items.WriteBool(truth);
                break;
            case TypeCode.Single:
                items.WriteFloat((float)value);
                break;
            case TypeCode.Double:
                items.WriteFloat((double)value);
                break;
            case TypeCode.String:
                items.WriteString((string)value);
                break;
            case TypeCode.Decimal:
                WriteDecimal(items, (decimal)value);
                break;
            case TypeCode.DateTime:
                // Not ToBinary(): it converts local times to universal ones, and back by the rules of another place.
                var time = (DateTime)value;
                items.WriteInt(time.Ticks | ((long)time.Kind << KindShift));
                break;
            case var code:
                items.WriteInt(ToInt64(value, code));
                break;
        }
    }

    public static object Read(ItemReader items, Type type, TypeCode code)
    {
        object value = code switch
        {
            TypeCode.Boolean when !type.IsEnum => items.NextBool(),
            TypeCode.Single => (float)items.NextFloat(),
            TypeCode.Double => items.NextFloat(),
            TypeCode.String => items.NextString(),
            TypeCode.Decimal => ReadDecimal(items),
            TypeCode.DateTime => ReadDateTime(items.NextInt()),
            _ => FromInt64(items.NextInt(), code),
        };
        return type.IsEnum ? Enum.ToObject(type, value) : value;
    }

    // An enum may be unboxed as its underlying type, which avoids the reflection of Convert.
    private static long ToInt64(object value, TypeCode code) => code switch
    {
        TypeCode.Int32 => (int)value,
        TypeCode.Int64 => (long)value,
        TypeCode.Byte => (byte)value,
        TypeCode.Char => (char)value,
        TypeCode.Boolean => (bool)value ? 1 : 0,
        TypeCode.UInt32 => (uint)value,
        TypeCode.UInt64 => (long)(ulong)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.SByte => (sbyte)value,
        _ => throw new NotSupportedException(code.ToString()),
    };

    private static object FromInt64(long value, TypeCode code) => code switch
    {
        TypeCode.Int32 => (int)value,
        TypeCode.Int64 => value,
        TypeCode.Byte => (byte)value,
        TypeCode.Char => (char)value,
        TypeCode.Boolean => value != 0,
        TypeCode.UInt32 => (uint)value,
        TypeCode.UInt64 => (ulong)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.SByte => (sbyte)value,
        _ => throw new NotSupportedException(code.ToString()),
    };

    private static DateTime ReadDateTime(long packed) =>
        new(packed & TicksMask, (DateTimeKind)(int)((ulong)packed >> KindShift));

    private static void WriteDecimal(ItemWriter items, decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        items.WriteInt((uint)words[0] | ((long)words[1] << 32));
        items.WriteInt((uint)words[2] | ((long)words[3] << 32));
    }

    private static decimal ReadDecimal(ItemReader items)
    {
        long low = items.NextInt();
        long high = items.NextInt();
        return new decimal([(int)low, (int)(low >> 32), (int)high, (int)(high >> 32)]);
    }
}
