using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects;

/// <summary>The numbers of types and methods in their module, if a single number is enough to find them.</summary>
/// <remarks>
/// A token is valid for one build of a module. Finding something by name costs a starting worker several milliseconds,
/// most of them for the first use of the framework's text routines; by token it costs next to nothing.
/// </remarks>
internal static class MetadataTokens
{
    /// <summary>Whether a type can be found by token alone.</summary>
    /// <remarks>Native code has no tokens; arrays and constructed types have none of their own.</remarks>
    public static bool Identify(Type type) =>
        RuntimeFeature.IsDynamicCodeSupported
        && !type.HasElementType
        && !type.IsConstructedGenericType
        && type.Module == type.Assembly.ManifestModule;

    /// <summary>Whether a method can be found by type and token.</summary>
    /// <remarks>
    /// Not for the framework's methods, because it may be updated while the parent runs, and some of its types cross
    /// without stating which build they are from.
    /// </remarks>
    public static bool Identify(MethodInfo method) =>
        method.DeclaringType is { IsGenericType: false } type
        && !method.IsGenericMethod
        && Identify(type)
        && !FrameworkTypes.Owns(type);

    /// <summary>Finds a method.</summary>
    /// <exception cref="PickleException">The type has no method with this token.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Nothing is trimmed where there are tokens.")]
    public static MethodInfo Resolve(Type declaringType, long token)
    {
        try
        {
            return declaringType.Module.ResolveMethod(checked((int)token)) is MethodInfo method
                && method.DeclaringType == declaringType
                ? method
                : throw ItemReader.Damaged();
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw ItemReader.Damaged();
        }
    }
}
