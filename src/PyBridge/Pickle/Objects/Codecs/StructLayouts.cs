using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Recognizes structs that are more than their declared fields.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2071", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2076", Justification = Reasons.ApplicationIsRooted)]
internal static class StructLayouts
{
    /// <summary>Whether a struct has memory that no field names, or overlapping fields.</summary>
    public static bool ExceedFields(Type type)
    {
        if (!type.IsValueType || FrameworkTypes.Owns(type))
        {
            return false;
        }

        return type.IsExplicitLayout || type.StructLayoutAttribute is { Size: > 0 } || IsInlineArray(type);
    }

    /// <summary>Whether a struct is an inline array.</summary>
    public static bool IsInlineArray(Type type) => type.IsDefined(typeof(InlineArrayAttribute), inherit: false);

    /// <summary>The elements of an inline array; they have the type of its only field.</summary>
    /// <remarks>Only where code is dynamic: native code has no instantiation for each struct.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Code is dynamic.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Code is dynamic.")]
    public static Array ElementsOf(object inlineArray)
    {
        Type type = inlineArray.GetType();
        MethodInfo copy = typeof(StructLayouts).GetMethod(nameof(CopyOut), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (Array)copy.MakeGenericMethod(type, ElementOf(type)).Invoke(null, [inlineArray, LengthOf(type)])!;
    }

    /// <summary>Creates an inline array from its elements.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Code is dynamic.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Code is dynamic.")]
    public static object OfElements(Type type, Array elements)
    {
        MethodInfo copy = typeof(StructLayouts).GetMethod(nameof(CopyIn), BindingFlags.Static | BindingFlags.NonPublic)!;
        return copy.MakeGenericMethod(type, ElementOf(type)).Invoke(null, [elements])!;
    }

    /// <summary>The type of the elements of an inline array.</summary>
    public static Type ElementOf(Type inlineArray) => inlineArray.GetFields(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0].FieldType;

    /// <summary>How many elements an inline array has.</summary>
    public static int LengthOf(Type inlineArray) =>
        inlineArray.GetCustomAttribute<InlineArrayAttribute>()!.Length;

    private static TElement[] CopyOut<TArray, TElement>(TArray inlineArray, int length)
        where TArray : struct
    {
        ref TElement first = ref Unsafe.As<TArray, TElement>(ref inlineArray);
        return MemoryMarshal.CreateReadOnlySpan(ref first, length).ToArray();
    }

    private static TArray CopyIn<TArray, TElement>(TElement[] elements)
        where TArray : struct
    {
        TArray inlineArray = default;
        ref TElement first = ref Unsafe.As<TArray, TElement>(ref inlineArray);
        elements.CopyTo(MemoryMarshal.CreateSpan(ref first, elements.Length));
        return inlineArray;
    }
}
