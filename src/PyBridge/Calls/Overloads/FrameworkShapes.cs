using System;
using System.Numerics;
using System.Reflection.Metadata;
using System.Text;
using PyBridge.Pickle.Objects;

namespace PyBridge.Calls.Overloads;

/// <summary>The shapes of the framework's types, by full name.</summary>
internal static class FrameworkShapes
{
    private const string RefStruct = "a ref struct, which lives on one stack alone";
    private static readonly DeclaredShape Anything = new(ShapeKind.Anything, "System.Object", IsValueType: false);

    /// <summary>The shape of a non-generic type; <see langword="null"/> if nothing is known about it.</summary>
    public static DeclaredShape? Find(string name) => name switch
    {
        "System.Decimal" => DeclaredShape.Of(typeof(decimal)),
        "System.Guid" => DeclaredShape.Of(typeof(Guid)),
        "System.DateTime" => DeclaredShape.Of(typeof(DateTime)),
        "System.DateTimeOffset" => DeclaredShape.Of(typeof(DateTimeOffset)),
        "System.DateOnly" => DeclaredShape.Of(typeof(DateOnly)),
        "System.TimeOnly" => DeclaredShape.Of(typeof(TimeOnly)),
        "System.TimeSpan" => DeclaredShape.Of(typeof(TimeSpan)),
        "System.Int128" => DeclaredShape.Of(typeof(Int128)),
        "System.UInt128" => DeclaredShape.Of(typeof(UInt128)),
        "System.Half" => DeclaredShape.Of(typeof(Half)),
        "System.Uri" => DeclaredShape.Of(typeof(Uri)),
        "System.Text.Rune" => DeclaredShape.Of(typeof(Rune)),
        "System.Text.StringBuilder" => DeclaredShape.Of(typeof(StringBuilder)),
        "System.Numerics.BigInteger" => DeclaredShape.Of(typeof(BigInteger)),
        "System.Numerics.Complex" => DeclaredShape.Of(typeof(Complex)),
        "System.Collections.IEnumerable" or "System.Collections.ICollection" or "System.Collections.IList" =>
            new DeclaredShape(ShapeKind.Sequence, name, IsValueType: false) { Item = Anything },
        "System.Collections.IDictionary" or "System.Collections.Hashtable" =>
            new DeclaredShape(ShapeKind.Dictionary, name, IsValueType: false) { Key = Anything, Item = Anything },
        "System.TypedReference" => DeclaredShape.Impossible(name, RefStruct),
        _ => null,
    };

    /// <summary>The shape of a generic type with its arguments; <see langword="null"/> if nothing is known.</summary>
    public static DeclaredShape? Find(string definition, string name, bool isValueType, DeclaredShape[] arguments)
    {
        switch (definition)
        {
            case "System.Nullable`1":
                return new DeclaredShape(ShapeKind.Optional, name, IsValueType: false) { Item = arguments[0] };
            case "System.Span`1" or "System.ReadOnlySpan`1":
                return DeclaredShape.Impossible(name, RefStruct);
            case "System.Memory`1" or "System.ReadOnlyMemory`1":
                return new DeclaredShape(ShapeKind.Sequence, name, isValueType) { Item = arguments[0] };
        }

        var dot = definition.LastIndexOf('.');
        var kind = dot < 0 ? CollectionKind.None : FrameworkCollections.KindOf(definition[..dot], definition[(dot + 1)..]);
        if (kind is CollectionKind.None or CollectionKind.PriorityQueue)
        {
            return null;
        }

        return FrameworkCollections.HasEntries(kind)
            ? new DeclaredShape(ShapeKind.Dictionary, name, isValueType) { Key = arguments[0], Item = arguments[1] }
            : new DeclaredShape(ShapeKind.Sequence, name, isValueType) { Item = arguments[0] };
    }

    /// <summary>The shape of a type that has its own code in signatures.</summary>
    public static DeclaredShape Of(PrimitiveTypeCode code) => code switch
    {
        PrimitiveTypeCode.Object => Anything,
        PrimitiveTypeCode.Void => new DeclaredShape(ShapeKind.Unknown, "System.Void", true),
        PrimitiveTypeCode.TypedReference => Find("System.TypedReference")!,
        PrimitiveTypeCode.Boolean => DeclaredShape.Of(typeof(bool)),
        PrimitiveTypeCode.Char => DeclaredShape.Of(typeof(char)),
        PrimitiveTypeCode.SByte => DeclaredShape.Of(typeof(sbyte)),
        PrimitiveTypeCode.Byte => DeclaredShape.Of(typeof(byte)),
        PrimitiveTypeCode.Int16 => DeclaredShape.Of(typeof(short)),
        PrimitiveTypeCode.UInt16 => DeclaredShape.Of(typeof(ushort)),
        PrimitiveTypeCode.Int32 => DeclaredShape.Of(typeof(int)),
        PrimitiveTypeCode.UInt32 => DeclaredShape.Of(typeof(uint)),
        PrimitiveTypeCode.Int64 => DeclaredShape.Of(typeof(long)),
        PrimitiveTypeCode.UInt64 => DeclaredShape.Of(typeof(ulong)),
        PrimitiveTypeCode.Single => DeclaredShape.Of(typeof(float)),
        PrimitiveTypeCode.Double => DeclaredShape.Of(typeof(double)),
        PrimitiveTypeCode.IntPtr => DeclaredShape.Of(typeof(nint)),
        PrimitiveTypeCode.UIntPtr => DeclaredShape.Of(typeof(nuint)),
        _ => DeclaredShape.Of(typeof(string)),
    };
}
