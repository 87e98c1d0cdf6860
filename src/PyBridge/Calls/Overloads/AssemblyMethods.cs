using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PyBridge.Calls.Overloads;

/// <summary>Finds methods in an assembly file, without loading it.</summary>
internal sealed partial class AssemblyMethods : IDisposable
{
    private readonly string _file;
    private readonly PEReader _image;
    private readonly MetadataReader _reader;

    /// <summary>Reads an assembly file.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="TargetNotFoundException">There is no such file, or it is not a .NET assembly.</exception>
    public AssemblyMethods(string file)
    {
        _file = file;
        _image = Open(file);
        try
        {
            _reader = _image.HasMetadata
                ? _image.GetMetadataReader()
                : throw NoAssembly(file, "it holds no code of .NET");
            VersionId = _reader.IsAssembly
                ? _reader.GetGuid(_reader.GetModuleDefinition().Mvid)
                : throw NoAssembly(file, "it is a module without an assembly");
        }
        catch (BadImageFormatException exception)
        {
            _image.Dispose();
            throw NoAssembly(file, exception.Message, exception);
        }
        catch (TargetNotFoundException)
        {
            _image.Dispose();
            throw;
        }
    }

    /// <summary>Identifies the build for which tokens are valid.</summary>
    public Guid VersionId { get; }

    /// <summary>The public methods with a given name.</summary>
    /// <param name="name">Namespace, type (for nested ones outer, then inner) and method, separated by dots.</param>
    /// <exception cref="TargetNotFoundException">There is no such type or method (<c>AttributeError</c>).</exception>
    public List<MethodShape> Find(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || dot == name.Length - 1)
        {
            throw new TargetNotFoundException(
                $"'{name}' does not name a method: Namespace.Type.Method is wanted", "AttributeError", _file);
        }

        var (typeName, methodName) = (name[..dot], name[(dot + 1)..]);
        var typeHandle = FindType(typeName);
        var type = _reader.GetTypeDefinition(typeHandle);
        var found = new List<MethodShape>();
        var others = new SortedSet<string>(StringComparer.Ordinal);
        string? hidden = null;
        var declaring = type;
        while (true)
        {
            foreach (var handle in declaring.GetMethods())
            {
                var method = _reader.GetMethodDefinition(handle);
                var isPublic = (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
                if (!_reader.StringComparer.Equals(method.Name, methodName))
                {
                    if (isPublic && (method.Attributes & MethodAttributes.SpecialName) == 0)
                    {
                        others.Add(_reader.GetString(method.Name));
                    }
                }
                else if (!isPublic)
                {
                    hidden = " that is public; it has one that is not";
                }
                else if (!IsOverridden(found, method))
                {
                    found.Add(ShapeOf(handle, method, typeHandle));
                }
            }

            if (declaring.BaseType.IsNil || declaring.BaseType.Kind != HandleKind.TypeDefinition)
            {
                break;
            }

            declaring = _reader.GetTypeDefinition((TypeDefinitionHandle)declaring.BaseType);
        }

        return found.Count > 0 ? found : throw new TargetNotFoundException(
            $"type '{typeName}' in {_file} has no method '{methodName}'{hidden}; "
            + (others.Count == 0 ? "it has no public methods" : $"its public methods are {string.Join(", ", others)}"),
            "AttributeError",
            _file);
    }

    public void Dispose() => _image.Dispose();

    private TypeDefinitionHandle FindType(string name)
    {
        var plain = name.Replace('+', '.');
        var last = plain[(plain.LastIndexOf('.') + 1)..];
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            if (_reader.StringComparer.Equals(type.Name, last)
                && MetadataNames.Of(_reader, type).Replace('+', '.') == plain)
            {
                return handle;
            }
        }

        throw new TargetNotFoundException(
            $"{_file} has no type '{name}'; {Forwarded(plain, last) ?? TypesLike(last)}", "AttributeError", _file);
    }

    /// <summary>Where a type is that the assembly passes on to another one, as those do that programs are compiled against.</summary>
    private string? Forwarded(string name, string last)
    {
        foreach (var handle in _reader.ExportedTypes)
        {
            var type = _reader.GetExportedType(handle);
            if (type.Implementation.Kind == HandleKind.AssemblyReference
                && _reader.StringComparer.Equals(type.Name, last)
                && $"{_reader.GetString(type.Namespace)}.{last}" == name)
            {
                var owner = _reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation);
                return $"it passes that on to {_reader.GetString(owner.Name)}: name the file of this one";
            }
        }

        return null;
    }

    /// <summary>
    /// What a name may have been meant for: types that differ in namespace or case only, or else all.
    /// </summary>
    private string TypesLike(string name)
    {
        const int shown = 10;
        var all = new List<string>();
        var similar = new List<string>();
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            if (_reader.StringComparer.Equals(type.Name, name, ignoreCase: true))
            {
                similar.Add(MetadataNames.Of(_reader, type));
            }
            else if ((type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic)
            {
                all.Add(MetadataNames.Of(_reader, type));
            }
        }

        return similar.Count > 0 ? $"it has {string.Join(" and ", similar)}"
            : all.Count == 0 && _reader.ExportedTypes.Count > 0 ? "it has no public types of its own, and passes on those of other assemblies"
            : all.Count == 0 ? "it has no public types; was it built with its sources? `dotnet build -o` with a folder above the project leaves them out"
            : $"its public types are {string.Join(", ", all[..Math.Min(shown, all.Count)])}"
                + (all.Count > shown ? $" and {all.Count - shown} more" : null);
    }

    /// <summary>Whether a more derived type has a method with the same signature.</summary>
    private bool IsOverridden(List<MethodShape> found, MethodDefinition method)
    {
        var signature = _reader.GetBlobBytes(method.Signature);
        return found.Exists(other => _reader.GetBlobBytes(SignatureOf(other)).AsSpan().SequenceEqual(signature));
    }

    private BlobHandle SignatureOf(MethodShape method) =>
        _reader.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.Token)).Signature;
}
