using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Recognizes F# types. They are known by name, because nothing here may depend on the F# library.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class FSharpTypes
{
    private const string Collections = "Microsoft.FSharp.Collections.";
    private const string Core = "Microsoft.FSharp.Core.";
    private const int SumType = 1;
    private const int KindMask = 31;

    /// <summary>Whether a type is <c>list</c>.</summary>
    public static bool IsList(Type type) => Is(type, Collections, "FSharpList`1");

    /// <summary>Whether a type is <c>Set</c>.</summary>
    public static bool IsSet(Type type) => Is(type, Collections, "FSharpSet`1");

    /// <summary>Whether a type is <c>Map</c>.</summary>
    public static bool IsMap(Type type) => Is(type, Collections, "FSharpMap`2");

    /// <summary>Whether a type is <c>option</c> or <c>voption</c>.</summary>
    public static bool IsOption(Type type) =>
        Is(type, Core, "FSharpOption`1") || IsValueOption(type);

    /// <summary>Whether a type is <c>voption</c>, whose default means that there is no value.</summary>
    public static bool IsValueOption(Type type) => Is(type, Core, "FSharpValueOption`1");

    /// <summary>Whether a type is a union, such as <c>Result</c>, or the class of one of its cases.</summary>
    public static bool IsUnion(Type type) =>
        RuntimeFeature.IsDynamicCodeSupported && !FrameworkTypes.Owns(type) && !IsList(type) && !IsOption(type)
        && MappingOf(type) is not null;

    /// <summary>The F# library with which an F# type was built.</summary>
    public static Assembly LibraryOf(Type type) =>
        type.Namespace is "Microsoft.FSharp.Core" or "Microsoft.FSharp.Collections"
            ? type.Assembly
            : MappingOf(type)!.AttributeType.Assembly;

    /// <summary>Calls a static method of a class of that library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="type">The class, without the first part of its namespace.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="arguments">Its arguments, whose number distinguishes it from its overloads.</param>
    public static object? Call(Assembly library, string type, string name, params object?[] arguments)
    {
        foreach (MethodInfo method in library.GetType("Microsoft.FSharp." + type, throwOnError: true)!.GetMethods())
        {
            if (method.Name == name && method.IsStatic && method.GetParameters().Length == arguments.Length)
            {
                return method.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            }
        }

        throw new MissingMethodException(type, name);
    }

    private static CustomAttributeData? MappingOf(Type type)
    {
        // The class of a case is recognized by the union in which it is nested.
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            foreach (CustomAttributeData attribute in current.CustomAttributes)
            {
                if (attribute.AttributeType.FullName == Core + "CompilationMappingAttribute"
                    && attribute.ConstructorArguments is [{ Value: int flags }] && (flags & KindMask) == SumType)
                {
                    return attribute;
                }
            }
        }

        return null;
    }

    private static bool Is(Type type, string space, string name) =>
        type.IsGenericType && type.Name == name && string.Concat(type.Namespace, ".") == space;
}
