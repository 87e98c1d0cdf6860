using System;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>The source code names of what the C# compiler stores in fields with names of its own.</summary>
internal static class MemberNames
{
    /// <summary>
    /// The source name of a field: <c>Name</c> for <c>&lt;Name&gt;k__BackingField</c>, <c>this</c> for a captured one,
    /// <see langword="null"/> for a field that only links the closures of nested scopes.
    /// </summary>
    public static string? InSource(FieldInfo field)
    {
        string name = field.Name;
        if (name.StartsWith("CS$<>8__locals", StringComparison.Ordinal))
        {
            return null;
        }

        if (name == "<>4__this")
        {
            return "this";
        }

        if (name.StartsWith("<>3__", StringComparison.Ordinal))
        {
            return name["<>3__".Length..];
        }

        if (FrameworkTypes.Owns(field.DeclaringType!))
        {
            // Private, but usually behind a property with almost the same name: m_Item1, _value, key.
            string bare = name.StartsWith("m_", StringComparison.Ordinal) ? name["m_".Length..] : name.TrimStart('_');
            return bare.Length == 0 ? name : char.ToUpperInvariant(bare[0]) + bare[1..];
        }

        int end = name.StartsWith('<') ? name.IndexOf('>', StringComparison.Ordinal) : -1;
        return end > 1 ? name[1..end] : name;
    }

    /// <summary>Whether a type holds the variables that lambdas and local functions capture.</summary>
    public static bool IsClosure(Type type) =>
        type.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal);
}
