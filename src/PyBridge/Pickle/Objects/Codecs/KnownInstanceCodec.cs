using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Objects.Scalars;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Immutable classes that hold only values without parts and keep some of their objects in static fields: "smart
/// enums", which are compared by identity. Such an object becomes the receiver's own, if that holds the same values.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class KnownInstanceCodec : ObjectCodec
{
    private const int Unknown = -1;

    private readonly FieldInfo[] _fields;
    private readonly FieldInfo[] _known;

    private KnownInstanceCodec(Type type, FieldInfo[] fields, FieldInfo[] known)
        : base(type)
    {
        _fields = fields;
        _known = known;
    }

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <summary>The codec for a class; <see langword="null"/> if it is not one of these.</summary>
    public static KnownInstanceCodec? Find(Type type)
    {
        // The compiler's own classes for lambdas have such a field, too, but nothing that could be compared.
        if (type.IsValueType || type.Name.StartsWith('<'))
        {
            return null;
        }

        FieldInfo[] known = FindKnown(type);
        if (known.Length == 0)
        {
            return null;
        }

        FieldInfo[] fields = ObjectFields.Of(type);
        return Array.TrueForAll(fields, IsFixedScalar) ? new KnownInstanceCodec(type, fields, known) : null;
    }

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        parts.AddRaw(Array.FindIndex(_known, field => ReferenceEquals(ValueOf(field), value)));
        PlainCodec.Describe(_fields, value, parts);
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        long index = items.NextInt();
        object made = RuntimeHelpers.GetUninitializedObject(WireType);
        PlainCodec.Fill(_fields, made, items);
        return index > Unknown && index < _known.Length && ValueOf(_known[index]) is { } own && HoldsTheSame(own, made)
            ? own
            : made;
    }

    private bool HoldsTheSame(object own, object made) => own.GetType() == WireType
        && Array.TrueForAll(_fields, field => Equals(field.GetValue(own), field.GetValue(made)));

    private static bool IsFixedScalar(FieldInfo field) => field.IsInitOnly
        && (field.FieldType == typeof(string) || (field.FieldType.IsValueType && Scalar.IsScalarValue(field.FieldType)));

    private static FieldInfo[] FindKnown(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var known = new List<FieldInfo>();
        for (Type? current = type; current is not null && !FrameworkTypes.Owns(current); current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(Declared))
            {
                if (field.IsInitOnly && !current.ContainsGenericParameters && field.FieldType.IsAssignableFrom(type)
                    && !FrameworkTypes.Owns(field.FieldType))
                {
                    known.Add(field);
                }
            }
        }

        return known.ToArray();
    }

    private static object? ValueOf(FieldInfo field)
    {
        try
        {
            return field.GetValue(null);
        }
        catch (TypeInitializationException)
        {
            return null;
        }
    }
}
