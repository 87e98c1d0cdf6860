using System;
using System.Globalization;
using System.Text;

namespace PyBridge.Lifecycle;

/// <summary>Text and bytes as Python's <c>repr()</c> prints them.</summary>
/// <remarks>CPython: <c>unicode_repr</c> in <c>Objects/unicodeobject.c</c>.</remarks>
internal static class PythonText
{
    public static string Repr(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var codePoint = (int)text[i];
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                codePoint = char.ConvertToUtf32(text[i], text[++i]);
            }

            Append(result, codePoint, quote);
        }

        return result.Append(quote).ToString();
    }

    /// <summary>Bytes as Python's <c>repr()</c> of a <c>bytes</c> prints them.</summary>
    public static string Repr(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        var result = new StringBuilder(bytes.Length + 3).Append('b').Append(quote);
        foreach (var value in bytes)
        {
            if (value < 0x7F)
            {
                Append(result, value, quote);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
        }

        return result.Append(quote).ToString();
    }

    private static void Append(StringBuilder result, int codePoint, char quote)
    {
        switch (codePoint)
        {
            case '\\':
                result.Append("\\\\");
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                result.Append("\\r");
                break;
            case '\t':
                result.Append("\\t");
                break;
            case var _ when codePoint == quote:
                result.Append('\\').Append(quote);
                break;
            case var _ when IsPrintable(codePoint):
                result.Append(char.ConvertFromUtf32(codePoint));
                break;
            case <= 0xFF:
                result.Append(CultureInfo.InvariantCulture, $"\\x{codePoint:x2}");
                break;
            case <= 0xFFFF:
                result.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:x4}");
                break;
            default:
                result.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}");
                break;
        }
    }

    private static bool IsPrintable(int codePoint) =>
        codePoint == ' ' || CharUnicodeInfo.GetUnicodeCategory(codePoint) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
