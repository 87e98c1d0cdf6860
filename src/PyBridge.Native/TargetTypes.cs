using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;

namespace PyBridge.Native;

/// <summary>The types of a program with the CLR that may own a method handed out by pythonnet.</summary>
public static class TargetTypes
{
    /// <summary>Finds the public non-generic types that declare a public method with a given name.</summary>
    /// <param name="method">The method's name.</param>
    /// <returns>The types, from every assembly that was not generated at run time.</returns>
    [RequiresUnreferencedCode("It looks through whole assemblies. Programs without the CLR have no use for it.")]
    public static Type[] WithMethod(string method)
    {
        var found = new List<Type>();
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic)
            {
                found.AddRange(Array.FindAll(TypesOf(assembly), type => HasOwn(type, method)));
            }
        }

        return [.. found];
    }

    /// <summary>Says why none of a type's methods with a given name can be a target.</summary>
    /// <param name="type">The type.</param>
    /// <param name="method">The methods' name.</param>
    /// <returns>The reason, such as <c>"an instance method"</c>; empty if one of them can be a target.</returns>
    [RequiresUnreferencedCode("It looks through whole assemblies. Programs without the CLR have no use for it.")]
    public static string Obstacle(Type type, string method)
    {
        var methods = Array.FindAll(MethodsOf(type), candidate => candidate.Name == method);
        if (!Array.Exists(methods, candidate => candidate.IsStatic))
        {
            return "an instance method";
        }

        return Array.Exists(methods, candidate => candidate is { IsStatic: true, IsGenericMethodDefinition: false })
            ? string.Empty
            : "a generic method";
    }

    [RequiresUnreferencedCode("It looks through a type.")]
    private static bool HasOwn(Type type, string method) =>
        !type.ContainsGenericParameters && Array.Exists(MethodsOf(type), candidate => candidate.Name == method);

    [RequiresUnreferencedCode("It looks through a type.")]
    private static MethodInfo[] MethodsOf(Type type) => type.GetMethods(
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    [RequiresUnreferencedCode("It looks through an assembly.")]
    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or BadImageFormatException)
        {
            // One of its types needs a missing assembly, so pythonnet cannot have handed out its methods.
            return [];
        }
    }
}
