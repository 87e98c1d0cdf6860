using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Values without parts, on their way to Python.</summary>
internal static class PythonScalars
{
    /// <summary>Converts a value without parts; returns any other unchanged.</summary>
    /// <returns>Whether it had no parts.</returns>
    public static bool TryConvert(object value, [NotNull] out object? general)
    {
        general = value.GetType().IsEnum ? FromEnum((Enum)value) : Find(value);
        if (general is not null)
        {
            return true;
        }

        general = value;
        return false;
    }

    private static object? Find(object value) => value switch
    {
        // What the writer of general values accepts as it is.
        bool or string or byte[] or double or float or decimal or Guid or DateTime or DateTimeOffset or DateOnly
            or TimeOnly or TimeSpan => value,
        int or long or byte or sbyte or short or ushort or uint or ulong => value,
        char character => (object)character.ToString(),
        Rune rune => rune.ToString(),
        StringBuilder builder => builder.ToString(),
        Version version => version.ToString(),
        Memory<byte> memory => memory.ToArray(),
        ReadOnlyMemory<byte> memory => memory.ToArray(),
        ArraySegment<byte> segment => segment.ToArray(),
        nint number => (long)number,
        nuint number => (ulong)number,
        Half number => (double)number,
        _ => FindRarer(value),
    };

    private static object? FindRarer(object value) => value switch
    {
        BigInteger or Complex => value,
        Int128 number => (object)(BigInteger)number,
        UInt128 number => (BigInteger)number,
        Uri uri => uri.OriginalString,
        _ => null,
    };

    private static object FromEnum(Enum value) => value.GetTypeCode() == TypeCode.UInt64
        ? (object)Convert.ToUInt64(value, CultureInfo.InvariantCulture)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
