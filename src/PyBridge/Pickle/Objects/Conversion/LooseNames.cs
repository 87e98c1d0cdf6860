using System;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Names by the conventions of two languages: <c>max_size</c>, <c>MAX_SIZE</c>, <c>MaxSize</c>.</summary>
internal static class LooseNames
{
    // No compiler takes longer ones, and to compare them again and again could take long.
    private const int MaxLength = 1024;

    /// <summary>Whether two names differ in nothing but case and underscores.</summary>
    public static bool AreSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > MaxLength || right.Length > MaxLength)
        {
            return false;
        }

        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < left.Length && left[i] == '_')
            {
                i++;
            }

            while (j < right.Length && right[j] == '_')
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (char.ToUpperInvariant(left[i++]) != char.ToUpperInvariant(right[j++]))
            {
                return false;
            }
        }
    }
}
