using System;

namespace PyBridge.Conformance.Lanes;

/// <summary>How a name is written where several may be meant: whole, or its beginning and a star.</summary>
internal static class NamePattern
{
    /// <summary>Whether <c>M03*</c> stands for <c>M03-closed</c>; without a star a pattern stands for itself alone.</summary>
    public static bool Matches(string pattern, string name) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern;
}
