using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
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
        if (!type.IsValueType)
        {
            return false;
        }

        // The fields of a vector stand for the smallest that there is.
        return FrameworkTypes.Owns(type)
            ? IsInlineArray(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Vector<>))
            : type.IsExplicitLayout || type.StructLayoutAttribute is { Size: > 0 } || IsInlineArray(type);
    }

    /// <summary>Whether a struct is an inline array.</summary>
    public static bool IsInlineArray(Type type) => type.IsDefined(typeof(InlineArrayAttribute), inherit: false);

    /// <summary>Whether a struct is an inline array, or what C# makes of a field such as <c>fixed int items[4]</c>.</summary>
    public static bool IsBuffer(Type type) =>
        type.IsValueType && (IsInlineArray(type) || type.IsDefined(typeof(UnsafeValueTypeAttribute), inherit: false));

    /// <summary>The elements of such a struct; they have the type of its only field.</summary>
    /// <remarks>Only where code is dynamic: native code has no instantiation for each struct.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Code is dynamic.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Code is dynamic.")]
    public static Array ElementsOf(object buffer)
    {
        Type type = buffer.GetType();
        MethodInfo copy = typeof(StructLayouts).GetMethod(nameof(CopyOut), BindingFlags.Static | BindingFlags.NonPublic)!;
        return (Array)copy.MakeGenericMethod(type, ElementOf(type)).Invoke(null, [buffer, LengthOf(type)])!;
    }

    /// <summary>Creates an inline array from its elements.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Code is dynamic.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Code is dynamic.")]
    public static object OfElements(Type type, Array elements)
    {
        MethodInfo copy = typeof(StructLayouts).GetMethod(nameof(CopyIn), BindingFlags.Static | BindingFlags.NonPublic)!;
        return copy.MakeGenericMethod(type, ElementOf(type)).Invoke(null, [elements])!;
    }

    /// <summary>The type of the elements of an inline array or a fixed buffer.</summary>
    public static Type ElementOf(Type buffer) => buffer.GetFields(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0].FieldType;

    /// <summary>How many elements an inline array or a fixed buffer has.</summary>
    public static int LengthOf(Type buffer) => buffer.GetCustomAttribute<InlineArrayAttribute>() is { Length: var length }
        ? length
        : buffer.StructLayoutAttribute!.Size / RuntimeHelpers.SizeOf(ElementOf(buffer).TypeHandle);

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
