using System.Collections.Immutable;
using System.Reflection.Metadata;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Calls.Overloads;

/// <summary>Reads the types of a signature as shapes.</summary>
internal sealed class SignatureShapes : ISignatureTypeProvider<DeclaredShape, object?>
{
    private const byte ValueTypeMark = 0x11; // ELEMENT_TYPE_VALUETYPE, ECMA-335 II.23.1.16
    private const string Pointer = "a pointer, which means nothing in another process";

    public DeclaredShape GetPrimitiveType(PrimitiveTypeCode typeCode) => FrameworkShapes.Of(typeCode);

    public DeclaredShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = MetadataNames.Of(reader, type);
        var isValueType = rawTypeKind == ValueTypeMark;
        if (MetadataNames.Has(reader, type.GetCustomAttributes(), "IsByRefLikeAttribute"))
        {
            return DeclaredShape.Impossible(name, "a ref struct, which lives on one stack alone");
        }

        return MetadataNames.OfBase(reader, type) switch
        {
            "System.Enum" => new DeclaredShape(ShapeKind.Enum, name, isValueType),
            "System.MulticastDelegate" => DeclaredShape.Impossible(name, "code, which values cannot become"),
            _ => new DeclaredShape(ShapeKind.Members, name, isValueType),
        };
    }

    public DeclaredShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var name = MetadataNames.Of(reader, handle);
        return FrameworkShapes.Find(name)
            ?? new DeclaredShape(
                Counterparts.OfShared(name) is not null ? ShapeKind.Shared : ShapeKind.Unknown, name, rawTypeKind == ValueTypeMark);
    }

    public DeclaredShape GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public DeclaredShape GetGenericInstantiation(DeclaredShape genericType, ImmutableArray<DeclaredShape> typeArguments)
    {
        DeclaredShape[] arguments = [.. typeArguments];
        var name = $"{genericType.Name}[{string.Join<DeclaredShape>(',', arguments)}]";
        return FrameworkShapes.Find(genericType.Name, name, genericType.IsValueType, arguments)
            ?? genericType with { Name = name };
    }

    public DeclaredShape GetSZArrayType(DeclaredShape elementType) => new(
        ShapeKind.Sequence, $"{elementType.Name}[]", IsValueType: false)
    { Item = elementType };

    public DeclaredShape GetArrayType(DeclaredShape elementType, ArrayShape shape) => new(
        ShapeKind.Grid, $"{elementType.Name}[{new string(',', shape.Rank - 1)}]", IsValueType: false)
    { Item = elementType, Rank = shape.Rank };

    public DeclaredShape GetByReferenceType(DeclaredShape elementType) => elementType with { IsByReference = true };

    public DeclaredShape GetModifiedType(DeclaredShape modifier, DeclaredShape unmodifiedType, bool isRequired) =>
        unmodifiedType;

    public DeclaredShape GetPinnedType(DeclaredShape elementType) => elementType;

    public DeclaredShape GetPointerType(DeclaredShape elementType) =>
        DeclaredShape.Impossible($"{elementType.Name}*", Pointer);

    public DeclaredShape GetFunctionPointerType(MethodSignature<DeclaredShape> signature) =>
        DeclaredShape.Impossible("delegate*", Pointer);

    public DeclaredShape GetGenericMethodParameter(object? genericContext, int index) => TypeParameter(index);

    public DeclaredShape GetGenericTypeParameter(object? genericContext, int index) => TypeParameter(index);

    private static DeclaredShape TypeParameter(int index) => new(ShapeKind.Unknown, $"T{index}", IsValueType: false);
}
