using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PyBridge.Tests.Architecture;

/// <summary>
/// Which type uses which, read from the metadata of an assembly: bases, interfaces, fields, signatures, generic
/// constraints, custom attributes, and what the bodies of methods name.
/// </summary>
/// <remarks>
/// Compilers put constants into the code that uses them, so the use of a constant leaves no trace. What the compiler makes for a
/// type (closures, state machines) counts as the type itself.
/// </remarks>
internal sealed class TypeUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly HashSet<(string User, string Used)> _uses = [];
    private string _user = "";

    private TypeUses(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
    }

    /// <summary>Reads an assembly.</summary>
    /// <returns>Pairs of full names, nested types told as their outermost ones.</returns>
    public static IReadOnlySet<(string User, string Used)> In(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var uses = new TypeUses(file);
        uses.ReadTypes();
        return uses._uses;
    }

    private void ReadTypes()
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var type = _metadata.GetTypeDefinition(handle);
            _user = NameOf(handle);
            Use(type.BaseType);
            Use(type.GetCustomAttributes());
            Use(type.GetGenericParameters());
            foreach (var implementation in type.GetInterfaceImplementations())
            {
                Use(_metadata.GetInterfaceImplementation(implementation).Interface);
            }

            foreach (var field in type.GetFields())
            {
                var definition = _metadata.GetFieldDefinition(field);
                definition.DecodeSignature(new Signatures(this), null);
                Use(definition.GetCustomAttributes());
            }

            foreach (var method in type.GetMethods())
            {
                Read(_metadata.GetMethodDefinition(method));
            }
        }
    }

    private void Read(MethodDefinition method)
    {
        method.DecodeSignature(new Signatures(this), null);
        Use(method.GetCustomAttributes());
        Use(method.GetGenericParameters());
        if (!method.GetImport().Module.IsNil)
        {
            _uses.Add((_user, "System.Runtime.InteropServices.DllImportAttribute"));
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Signatures(this), null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            Use(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            Read(ref code);
        }
    }

    /// <summary>One instruction; only those that carry a token say something.</summary>
    private void Read(ref BlobReader code)
    {
        var value = (ushort)code.ReadByte();
        if (value == Instructions.Prefix)
        {
            value = (ushort)((value << 8) | code.ReadByte());
        }

        var operand = Instructions.OperandOf(value);
        switch (operand)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                Use(MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += targets * sizeof(int);
                break;
            default:
                code.Offset += Instructions.SizeOf(operand);
                break;
        }
    }

    private void Use(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Use(_metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void Use(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters)
        {
            foreach (var constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
            {
                Use(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void Use(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _uses.Add((_user, NameOf((TypeDefinitionHandle)handle)));
                break;
            case HandleKind.TypeReference:
                _uses.Add((_user, NameOf((TypeReferenceHandle)handle)));
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Signatures(this), null);
                break;
            case HandleKind.MethodDefinition:
                Use(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Use(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                UseMember(_metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(new Signatures(this), null);
                Use(method.Method);
                break;
        }
    }

    private void UseMember(MemberReference member)
    {
        Use(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(new Signatures(this), null);
        }
        else
        {
            member.DecodeFieldSignature(new Signatures(this), null);
        }
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.IsNested)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return FullName(type.Namespace, type.Name);
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = _metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        }

        return FullName(type.Namespace, type.Name);
    }

    private string FullName(StringHandle space, StringHandle name) =>
        space.IsNil ? _metadata.GetString(name) : $"{_metadata.GetString(space)}.{_metadata.GetString(name)}";

    /// <summary>Notes each type of a signature; there is nothing to be made of them.</summary>
    private sealed class Signatures(TypeUses uses) : ISignatureTypeProvider<bool, object?>
    {
        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(handle);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Note(handle);

        public bool GetTypeFromSpecification(
            MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) => Note(handle);

        public bool GetArrayType(bool element, ArrayShape shape) => true;

        public bool GetByReferenceType(bool element) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool type, ImmutableArray<bool> arguments) => true;

        public bool GetGenericMethodParameter(object? context, int index) => true;

        public bool GetGenericTypeParameter(object? context, int index) => true;

        public bool GetModifiedType(bool modifier, bool type, bool isRequired) => true;

        public bool GetPinnedType(bool element) => true;

        public bool GetPointerType(bool element) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode code) => true;

        public bool GetSZArrayType(bool element) => true;

        private bool Note(EntityHandle handle)
        {
            uses.Use(handle);
            return true;
        }
    }
}
