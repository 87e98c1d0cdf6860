using System;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace PyBridge.Pickle;

/// <content>Numbers that take more than a fixed number of bytes.</content>
internal ref partial struct PickleMachine
{
    // The longest decimal text that certainly fits into a long.
    private const int LongDigits = 18;

    // Python's; double.NaN is the negative one.
    private const ulong PositiveNaN = 0x7FF8_0000_0000_0000;

    /// <summary>Reads a two's complement, little-endian integer.</summary>
    private object ReadLong(int size)
    {
        if (size < 0)
        {
            throw Fail("LONG pickle has negative byte count");
        }

        ReadOnlySpan<byte> bytes = Take((ulong)size);
        if (size > sizeof(long))
        {
            return DecodeBigInteger(bytes);
        }

        long value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        int unused = 64 - (8 * size);
        return BoxedIntegers.Get(size == 0 ? 0 : value << unused >> unused);
    }

    // Not inlined: a pickle without such integers must not load System.Runtime.Numerics.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object DecodeBigInteger(ReadOnlySpan<byte> bytes) => Shorten(new BigInteger(bytes));

    private static object Shorten(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? BoxedIntegers.Get((long)value) : value;

    /// <summary>Reads a protocol 0 integer; the two spellings <c>00</c> and <c>01</c> are truth values.</summary>
    private object ReadIntText()
    {
        ReadOnlySpan<byte> line = ReadLine();
        if (line.Length == 2 && line[0] == '0' && line[1] is (byte)'0' or (byte)'1')
        {
            return BoxedBooleans.Get(line[1] == '1');
        }

        return ParseInteger(line);
    }

    private object ReadLongText()
    {
        ReadOnlySpan<byte> line = ReadLine();
        return ParseInteger(line.EndsWith("L"u8) ? line[..^1] : line);
    }

    /// <remarks>
    /// CPython accepts more: blanks, <c>0x10</c>, <c>1_0</c>, and <c>010</c> as 8 or not at all. No version writes
    /// those.
    /// </remarks>
    private readonly object ParseInteger(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text.StartsWith("-"u8) ? text[1..] : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || (digits[0] == '0' && digits.Length > 1))
        {
            throw Fail("could not convert string to int");
        }

        if (digits.Length > LongDigits)
        {
            return ParseBigInteger(text, digits.Length);
        }

        long value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return BoxedIntegers.Get(digits.Length < text.Length ? -value : value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly object ParseBigInteger(ReadOnlySpan<byte> text, int digits)
    {
        // Parsing decimal text takes more than linear time.
        if (digits > _limits.MaxIntegerDigits)
        {
            throw Fail($"exceeds the limit ({_limits.MaxIntegerDigits} digits) for integer string conversion");
        }

        string number = Encoding.ASCII.GetString(text);
        return Shorten(BigInteger.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private double ReadFloatText()
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
            | NumberStyles.AllowExponent;
        ReadOnlySpan<byte> line = ReadLine();
        return line switch
        {
            [(byte)'i', (byte)'n', (byte)'f'] => double.PositiveInfinity,
            [(byte)'-', (byte)'i', (byte)'n', (byte)'f'] => double.NegativeInfinity,
            [(byte)'n', (byte)'a', (byte)'n'] => BitConverter.UInt64BitsToDouble(PositiveNaN),
            _ when double.TryParse(line, Style, CultureInfo.InvariantCulture, out double value) => value,
            _ => throw Fail("could not convert string to float"),
        };
    }
}
