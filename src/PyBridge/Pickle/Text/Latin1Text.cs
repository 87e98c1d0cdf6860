using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PyBridge.Pickle.Text;

/// <summary>Bytes as text, one character each, which is how protocols 0 to 2 write them.</summary>
internal static class Latin1Text
{
    /// <summary>Encodes text; <see langword="false"/> if a character is above U+00FF.</summary>
    public static bool TryEncode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            bytes = null;
            return false;
        }

        bytes = Encoding.Latin1.GetBytes(text);
        return true;
    }
}
