using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects;

/// <summary>The fields that make up the state of an object.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class ObjectFields
{
    /// <summary>
    /// The instance fields of a type and its base types, in an order that is the same in every process running the same
    /// code: base types first, then as declared. Fields marked <see cref="NonSerializedAttribute"/> are left out.
    /// </summary>
    /// <param name="type">A class or a struct.</param>
    /// <param name="until">The base type at which to stop, excluding its fields and those of its bases.</param>
    public static FieldInfo[] Of(Type type, Type? until = null)
    {
        var fields = new List<FieldInfo>();
        Append(fields, type, until);
        return fields.ToArray();
    }

    private static void Append(List<FieldInfo> fields, Type type, Type? until)
    {
        if (type == until)
        {
            return;
        }

        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            Append(fields, parent, until);
        }

        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if (!IsNonSerialized(field))
            {
                fields.Add(field);
            }
        }
    }

#pragma warning disable SYSLIB0050 // Formatters are obsolete; the mark on a field is not, and its meaning is clear.
    private static bool IsNonSerialized(FieldInfo field) => (field.Attributes & FieldAttributes.NotSerialized) != 0;
#pragma warning restore SYSLIB0050
}
