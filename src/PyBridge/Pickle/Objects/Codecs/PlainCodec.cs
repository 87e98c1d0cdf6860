using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Classes and structs: all instance fields, whatever their access; no constructor runs.</summary>
internal sealed class PlainCodec(Type type) : ObjectCodec(type)
{
    private readonly FieldInfo[] _fields = ObjectFields.Of(type);

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts) => Describe(_fields, value, parts);

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
    public override object CreateShell(ItemReader items) => RuntimeHelpers.GetUninitializedObject(WireType);

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items) => Fill(_fields, shell, items);

    /// <summary>Describes the values of some fields.</summary>
    internal static void Describe(FieldInfo[] fields, object value, PartSink parts)
    {
        foreach (FieldInfo field in fields)
        {
            object? content = parts.IsLeftOut(value, field) ? DefaultOf(field.FieldType) : field.GetValue(value);
            parts.Add(content, field.FieldType, PathStep.Field(field));
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
    private static object? DefaultOf(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;

    /// <summary>Sets some fields.</summary>
    internal static void Fill(FieldInfo[] fields, object value, ItemReader items)
    {
        foreach (FieldInfo field in fields)
        {
            field.SetValue(value, items.Read(field.FieldType));
        }
    }
}
