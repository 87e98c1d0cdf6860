using System;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Names in the conventions of two languages: <c>max_size</c>, <c>MAX_SIZE</c>, <c>MaxSize</c>.</summary>
internal static class LooseNames
{
    // No compiler accepts longer ones, and comparing them repeatedly could take long.
    private const int MaxLength = 1024;

    /// <summary>Whether two names differ only in case and underscores.</summary>
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
