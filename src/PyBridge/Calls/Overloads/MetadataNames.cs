using System.Reflection.Metadata;

namespace PyBridge.Calls.Overloads;

/// <summary>Names in metadata, as .NET prints them: <c>Namespace.Outer+Inner</c>.</summary>
internal static class MetadataNames
{
    public static string Of(MetadataReader reader, TypeDefinition type)
    {
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        return outer.IsNil
            ? Join(reader.GetString(type.Namespace), name)
            : $"{Of(reader, reader.GetTypeDefinition(outer))}+{name}";
    }

    public static string Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Join(reader.GetString(type.Namespace), name);
    }

    /// <summary>The base class of a type; <see langword="null"/> if there is none, or it is generic.</summary>
    public static string? OfBase(MetadataReader reader, TypeDefinition type) => type.BaseType.Kind switch
    {
        _ when type.BaseType.IsNil => null,
        HandleKind.TypeReference => Of(reader, (TypeReferenceHandle)type.BaseType),
        HandleKind.TypeDefinition => Of(reader, reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType)),
        _ => null,
    };

    /// <summary>Whether there is an attribute with this simple name, whatever its namespace.</summary>
    public static bool Has(MetadataReader reader, CustomAttributeHandleCollection attributes, string name)
    {
        foreach (var handle in attributes)
        {
            if (NameOf(reader, reader.GetCustomAttribute(handle).Constructor) is { IsNil: false } found
                && reader.StringComparer.Equals(found, name))
            {
                return true;
            }
        }

        return false;
    }

    private static StringHandle NameOf(MetadataReader reader, EntityHandle constructor)
    {
        if (constructor.Kind == HandleKind.MethodDefinition)
        {
            var method = reader.GetMethodDefinition((MethodDefinitionHandle)constructor);
            return reader.GetTypeDefinition(method.GetDeclaringType()).Name;
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? reader.GetTypeReference((TypeReferenceHandle)parent).Name : default;
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
