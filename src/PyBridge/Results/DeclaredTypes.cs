using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Results;

/// <summary>The types for which a declared type has places.</summary>
/// <remarks>
/// These are the type itself, the declared types of its fields, elements and type arguments, and the application's
/// types derived from one of these other than <see cref="object"/>. .NET's own data types are always included: the
/// codecs are a closed list of types that hold plain data. Delegates are included only where declared.
/// </remarks>
internal sealed class DeclaredTypes
{
    private readonly HashSet<Type> _known = [];
    private readonly List<Type> _open = [];
    private readonly CodecTable _codecs = new();

    public DeclaredTypes(Type declared) => Add(declared);

    /// <summary>Tells whether there is a place for a type; if so, its own declared types get places, too.</summary>
    public bool Admit(Type type)
    {
        if (!Allows(type))
        {
            return false;
        }

        Add(type);
        return true;
    }

    private bool Allows(Type type)
    {
        if (_known.Contains(type))
        {
            return true;
        }

        if (type.GetElementType() is { } element)
        {
            return Allows(element);
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return false;
        }

        return FrameworkTypes.Owns(type) ? IsPlainData(type) : IsDerived(type);
    }

    private bool IsPlainData(Type type)
    {
        foreach (var argument in type.IsConstructedGenericType ? type.GetGenericArguments() : [])
        {
            if (!Allows(argument))
            {
                return false;
            }
        }

        return type.IsEnum || type.IsPrimitive || type == typeof(object) || type == typeof(string)
            || _codecs.Find(type) is not null;
    }

    private bool IsDerived(Type type) => _open.Exists(declared => declared.IsAssignableFrom(type));

    private void Add(Type type)
    {
        if (!_known.Add(type))
        {
            return;
        }

        if (type.GetElementType() is { } element)
        {
            Add(element);
            return;
        }

        foreach (var argument in type.IsConstructedGenericType ? type.GetGenericArguments() : [])
        {
            Add(argument);
        }

        if (!type.IsValueType && !type.IsSealed && type != typeof(object))
        {
            _open.Add(type);
        }

        if (FrameworkTypes.Owns(type))
        {
            return; // its own fields are the framework's business
        }

        foreach (var field in ObjectFields.Of(type))
        {
            Add(field.FieldType);
        }
    }
}
