using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Objects.Scalars;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Arrays whose elements hold no references, and so can be copied as raw memory.</summary>
internal static class MemoryBlock
{
    /// <summary>
    /// Whether a type's values are nothing but bits. Both sides run the same code on the same machine, so their layout
    /// is the same, too.
    /// </summary>
    public static bool Holds(Type element)
    {
        if (!element.IsValueType || Nullable.GetUnderlyingType(element) is not null)
        {
            return false;
        }

        return element.IsPrimitive || element.IsEnum || IsPlain(element, []);
    }

    /// <summary>The elements of an array, not copied.</summary>
    public static Span<byte> BytesOf(Array array)
    {
        int size = checked((int)LengthOf(array));
        return size == 0 ? [] : MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), size);
    }

    /// <summary>The size of the elements of an array, in bytes.</summary>
    public static long LengthOf(Array array) =>
        array.LongLength * RuntimeHelpers.SizeOf(array.GetType().GetElementType()!.TypeHandle);

    /// <summary>Copies bytes that exactly fill an array into it.</summary>
    public static void Fill(Array array, ReadOnlySpan<byte> bytes)
    {
        Span<byte> elements = BytesOf(array);
        if (elements.Length != bytes.Length)
        {
            throw ItemReader.Damaged();
        }

        bytes.CopyTo(elements);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
    private static bool IsPlain(Type type, List<Type> within)
    {
        if (Scalar.IsScalarValue(type))
        {
            return type.Name != "BigInteger";
        }

        // A framework struct is left to its codec, for some hold handles, and some belong to their process; but those
        // that exceed their fields have no other form. Without dynamic code, reflection may not see all fields.
        if ((FrameworkTypes.Owns(type) && !StructLayouts.ExceedFields(type)) || !RuntimeFeature.IsDynamicCodeSupported || within.Contains(type))
        {
            return false;
        }

        within.Add(type);
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        FieldInfo[] fields = type.GetFields(Instance);
        foreach (FieldInfo field in fields)
        {
            Type declared = field.FieldType;
            if (!declared.IsPrimitive && !declared.IsEnum && !(declared.IsValueType && IsPlain(declared, within)))
            {
                return false;
            }
        }

        // Types that take part in serialization need their callbacks.
        if (SerializationCallbacks.Find(type) is not null || typeof(ISerializable).IsAssignableFrom(type))
        {
            return false;
        }

        // With a field that must not cross, the copy would carry it.
        return fields.Length == ObjectFields.Of(type).Length;
    }
}
