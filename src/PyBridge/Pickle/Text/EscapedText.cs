using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PyBridge.Pickle.Text;

/// <summary>The escaped text of protocol 0.</summary>
internal static class EscapedText
{
    private const int MaxCodePoint = 0x10FFFF;
    private const byte Backslash = (byte)'\\';

    /// <summary>Decodes a Python 2 string literal of ASCII characters, in single or double quotes.</summary>
    /// <remarks>CPython: <c>load_string</c> and <c>PyBytes_DecodeEscape</c>.</remarks>
    public static bool TryDecodeQuoted(ReadOnlySpan<byte> literal, [NotNullWhen(true)] out string? text)
    {
        text = null;
        literal = TrimEnd(literal);
        if (literal.Length < 2 || literal[0] is not ((byte)'\'' or (byte)'"') || literal[^1] != literal[0])
        {
            return false;
        }

        ReadOnlySpan<byte> escaped = literal[1..^1];
        var result = new StringBuilder(escaped.Length);
        while (!escaped.IsEmpty)
        {
            int code = escaped[0];
            int used = 1;
            if (code == Backslash && !TryDecodeEscape(escaped, out code, out used))
            {
                return false;
            }

            escaped = escaped[used..];
            if (code > 0x7F)
            {
                return false;
            }

            if (code >= 0)
            {
                result.Append((char)code);
            }
        }

        text = result.ToString();
        return true;
    }

    /// <summary>Decodes <c>raw-unicode-escape</c>: Latin-1 with <c>\uXXXX</c> and <c>\UXXXXXXXX</c>.</summary>
    /// <remarks>CPython: <c>load_unicode</c> and <c>PyUnicode_DecodeRawUnicodeEscape</c>.</remarks>
    public static bool TryDecodeRawUnicode(ReadOnlySpan<byte> escaped, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!escaped.Contains(Backslash))
        {
            text = Encoding.Latin1.GetString(escaped);
            return true;
        }

        var result = new StringBuilder(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            int digits = escaped[i] == Backslash && i + 1 < escaped.Length ? DigitsOf(escaped[i + 1]) : 0;
            if (digits == 0)
            {
                result.Append((char)escaped[i]);
                if (escaped[i] == Backslash && i + 1 < escaped.Length)
                {
                    // A backslash that escapes nothing stands for itself, as does what follows it.
                    result.Append((char)escaped[++i]);
                }

                continue;
            }

            if (i + 2 + digits > escaped.Length || !TryParseHex(escaped.Slice(i + 2, digits), out int code)
                || code is < 0 or > MaxCodePoint)
            {
                return false;
            }

            AppendCodePoint(result, code);
            i += 1 + digits;
        }

        text = result.ToString();
        return true;
    }

    private static int DigitsOf(byte letter) => letter switch
    {
        (byte)'u' => 4,
        (byte)'U' => 8,
        _ => 0,
    };

    // Rune rejects surrogates, which a Python string may contain.
    private static void AppendCodePoint(StringBuilder result, int code)
    {
        if (code <= char.MaxValue)
        {
            result.Append((char)code);
        }
        else
        {
            result.Append(char.ConvertFromUtf32(code));
        }
    }

    /// <param name="escaped">Starts with a backslash.</param>
    /// <param name="code">The character; -1 if the escape stands for none.</param>
    /// <param name="used">The number of bytes in the escape.</param>
    private static bool TryDecodeEscape(ReadOnlySpan<byte> escaped, out int code, out int used)
    {
        used = 2;
        code = 0;
        if (escaped.Length < 2)
        {
            return false;
        }

        switch (escaped[1])
        {
            case (byte)'\n': code = -1; return true;
            case (byte)'\\' or (byte)'\'' or (byte)'"': code = escaped[1]; return true;
            case (byte)'a': code = '\a'; return true;
            case (byte)'b': code = '\b'; return true;
            case (byte)'f': code = '\f'; return true;
            case (byte)'n': code = '\n'; return true;
            case (byte)'r': code = '\r'; return true;
            case (byte)'t': code = '\t'; return true;
            case (byte)'v': code = '\v'; return true;
            case (byte)'x':
                used = 4;
                return escaped.Length >= used && TryParseHex(escaped.Slice(2, 2), out code);
            case >= (byte)'0' and <= (byte)'7':
                DecodeOctal(escaped, out code, out used);
                return true;
            default:
                // An unknown escape stands for itself: the letter follows in the next iteration.
                code = Backslash;
                used = 1;
                return true;
        }
    }

    private static void DecodeOctal(ReadOnlySpan<byte> escaped, out int code, out int used)
    {
        code = 0;
        used = 1;
        while (used < 4 && used < escaped.Length && escaped[used] is >= (byte)'0' and <= (byte)'7')
        {
            code = (code * 8) + escaped[used++] - '0';
        }

        code &= 0xFF;
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (value << 4) | ((digit & 0xF) + (digit > '9' ? 9 : 0));
        }

        return true;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty && line[^1] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            line = line[..^1];
        }

        return line;
    }
}
