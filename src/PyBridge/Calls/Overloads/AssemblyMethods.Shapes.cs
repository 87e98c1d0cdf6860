using System;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PyBridge.Calls.Overloads;

/// <content>Reading one method from the metadata.</content>
internal sealed partial class AssemblyMethods
{
    private const string Constructor = ".ctor";

    private MethodShape ShapeOf(MethodDefinitionHandle handle, MethodDefinition method, TypeDefinitionHandle type)
    {
        var types = method.DecodeSignature(new SignatureShapes(), genericContext: null).ParameterTypes;
        var parameters = new ParameterShape[types.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new ParameterShape($"arg{i}", false, false, types[i], ObstacleOf(types[i], default));
        }

        foreach (var parameterHandle in method.GetParameters())
        {
            var parameter = _reader.GetParameter(parameterHandle);
            var index = parameter.SequenceNumber - 1; // 0 is the return value
            if (index >= 0)
            {
                var shape = types[index];
                parameters[index] = new ParameterShape(
                    _reader.GetString(parameter.Name),
                    (parameter.Attributes & ParameterAttributes.Optional) != 0,
                    shape.Kind == ShapeKind.Sequence
                        && MetadataNames.Has(_reader, parameter.GetCustomAttributes(), nameof(ParamArrayAttribute)),
                    shape,
                    ObstacleOf(shape, parameter.Attributes));
            }
        }

        var name = _reader.GetString(method.Name);
        var obstacle = ObstacleTo(method, _reader.GetTypeDefinition(type));
        return new MethodShape(
            MetadataTokens.GetToken(handle), MetadataTokens.GetToken(type), name, parameters, obstacle);
    }

    private static string? ObstacleOf(DeclaredShape shape, ParameterAttributes attributes) =>
        shape.Obstacle
        ?? (shape.IsByReference && (attributes & ParameterAttributes.In) == 0
            ? "passed by reference: what is written to it would be lost"
            : null);

    private string? ObstacleTo(MethodDefinition method, TypeDefinition type)
    {
        if (method.GetGenericParameters().Count > 0)
        {
            return "it is generic, and nothing tells its type arguments";
        }

        if (type.GetGenericParameters().Count > 0)
        {
            return "its type is generic, and nothing tells the type arguments";
        }

        if ((method.Attributes & MethodAttributes.Static) != 0)
        {
            return null;
        }

        return CanBeMade(type)
            ? null
            : "it is an instance method, and its type is abstract or has no public constructor without parameters";
    }

    private bool CanBeMade(TypeDefinition type)
    {
        if ((type.Attributes & TypeAttributes.Abstract) != 0)
        {
            return false;
        }

        if (MetadataNames.OfBase(_reader, type) == "System.ValueType")
        {
            return true;
        }

        foreach (var handle in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
                && _reader.StringComparer.Equals(method.Name, Constructor)
                && method.DecodeSignature(new SignatureShapes(), genericContext: null).ParameterTypes.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
