using System;
using System.Reflection;

namespace PyBridge.Pickle.Objects;

/// <summary>Distinguishes the types of .NET itself from those of applications and their libraries.</summary>
internal static class FrameworkTypes
{
    /// <summary>Whether a type belongs to .NET itself.</summary>
    public static bool Owns(Type type) => Owns(type.Assembly);

    /// <summary>Whether an assembly belongs to .NET itself.</summary>
    public static bool Owns(Assembly assembly) =>
        assembly == typeof(object).Assembly || Owns(assembly.FullName ?? "");

    private static bool Owns(string assembly)
    {
        bool named = assembly.StartsWith("System.", StringComparison.Ordinal)
            || assembly.StartsWith("System,", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal)
            || assembly.StartsWith("Microsoft.CSharp", StringComparison.Ordinal);

        // The keys with which the shared framework's assemblies are signed.
        return named
            && (assembly.EndsWith("=b03f5f7f11d50a3a", StringComparison.Ordinal)
                || assembly.EndsWith("=b77a5c561934e089", StringComparison.Ordinal)
                || assembly.EndsWith("=cc7b13ffcd2ddd51", StringComparison.Ordinal)
                || assembly.EndsWith("=7cec85d7bea7798e", StringComparison.Ordinal));
    }
}
