using System;
using System.Text;
using System.Text.Unicode;

namespace PyBridge.Platform;

/// <summary>
/// File names and program arguments: bytes to the system, usually but not always UTF-8. A byte that is not valid UTF-8
/// becomes a lone surrogate, U+DC80 to U+DCFF, and turns back into that byte.
/// </summary>
/// <remarks>CPython: the error handler <c>surrogateescape</c>, PEP 383.</remarks>
internal static class SystemText
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private const int EscapeBase = 0xDC00;

    public static byte[] Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange(FirstEscape, LastEscape) < 0)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        // An escape needs only one byte, and never more than the replacement character it is counted as.
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done
                || rest[0] is < FirstEscape or > LastEscape)
            {
                count += rune.EncodeToUtf8(bytes.AsSpan(count));
            }
            else
            {
                bytes[count++] = (byte)(rest[0] - EscapeBase);
            }

            rest = rest[used..];
        }

        return bytes[..count];
    }

    /// <summary>The bytes of a text that C will read up to a zero, which the caller appends.</summary>
    /// <exception cref="ArgumentException">The text holds a null character, which C would take for its end.</exception>
    public static byte[] EncodeForC(string text) =>
        text.Contains('\0')
            ? throw new ArgumentException($"embedded null character in '{text.Replace("\0", "\\0", StringComparison.Ordinal)}'")
            : Encode(text);

    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : DecodeWithEscapes(bytes);

    private static string DecodeWithEscapes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                used = 1;
                text.Append((char)(EscapeBase + rest[0]));
            }

            rest = rest[used..];
        }

        return text.ToString();
    }
}
