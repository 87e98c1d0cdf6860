using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace PyBridge.Pickle.Text;

/// <summary>UTF-8 that may contain surrogates, as CPython writes with its error handler <c>surrogatepass</c>.</summary>
internal static class Utf8Text
{
    // Up to this length on the stack: an extra copy costs less than counting first, and a second pass.
    private const int Short = 256;

    // Names and keys are usually this short. A plain loop takes no longer then, and saves a starting worker loading the
    // vector types that Utf8 needs, which takes milliseconds.
    private const int VeryShort = 32;

    /// <summary>Decodes bytes; <see langword="false"/> if they are not such UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        if (utf8.Length <= VeryShort)
        {
            Span<char> buffer = stackalloc char[VeryShort];
            int length = 0;
            while (length < utf8.Length && utf8[length] < 0x80)
            {
                buffer[length] = (char)utf8[length];
                length++;
            }

            if (length == utf8.Length)
            {
                text = new string(buffer[..length]);
                return true;
            }
        }

        return TryDecodeLonger(utf8, out text);
    }

    private static bool TryDecodeLonger(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        if (utf8.Length <= Short)
        {
            Span<char> buffer = stackalloc char[Short];
            OperationStatus status = Utf8.ToUtf16(
                utf8, buffer, out _, out int written, replaceInvalidSequences: false);
            if (status == OperationStatus.Done)
            {
                text = new string(buffer[..written]);
                return true;
            }
        }
        else if (Utf8.IsValid(utf8))
        {
            text = Encoding.UTF8.GetString(utf8);
            return true;
        }

        return TryDecodeSurrogates(utf8, out text);
    }

    private static bool TryDecodeSurrogates(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        char[] buffer = new char[utf8.Length];
        int length = 0;
        while (true)
        {
            OperationStatus status = Utf8.ToUtf16(
                utf8, buffer.AsSpan(length), out int read, out int written, replaceInvalidSequences: false);
            length += written;
            utf8 = utf8[read..];
            if (status == OperationStatus.Done)
            {
                text = new string(buffer, 0, length);
                return true;
            }

            // U+D800 to U+DFFF are ED A0 80 to ED BF BF.
            if (utf8.Length < 3 || utf8[0] != 0xED || utf8[1] is < 0xA0 or > 0xBF || utf8[2] is < 0x80 or > 0xBF)
            {
                text = null;
                return false;
            }

            buffer[length++] = (char)(0xD000 | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F));
            utf8 = utf8[3..];
        }
    }
}
