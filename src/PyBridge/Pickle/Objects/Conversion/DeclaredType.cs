using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The declared type of a place, with what conversions find out about it by reflection.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal sealed class DeclaredType
{
    private readonly DeclaredTypes _types;
    private bool _isSequenceKnown;
    private bool _areEntriesKnown;
    private bool? _hashesByIdentity;
    private bool? _isUnion;
    private bool? _hasFrameworkForm;
    private DeclaredType? _item;
    private (DeclaredType Key, DeclaredType Value)? _entries;

    /// <summary>Examines a type.</summary>
    /// <param name="types">Where its parts are looked up.</param>
    /// <param name="declared">The type.</param>
    public DeclaredType(DeclaredTypes types, Type declared)
    {
        _types = types;
        Declared = declared;
        Type = Nullable.GetUnderlyingType(declared) ?? declared;
        TakesNone = !declared.IsValueType || Type != declared;
    }

    /// <summary>The type itself.</summary>
    public Type Declared { get; }

    /// <summary>The type of the values there: without <c>Nullable&lt;T&gt;</c>.</summary>
    public Type Type { get; }

    /// <summary>Whether <see langword="null"/> is allowed.</summary>
    public bool TakesNone { get; }

    /// <summary>
    /// The value for <c>None</c> where <see langword="null"/> is not allowed; <see langword="null"/> if none.
    /// </summary>
    public object? Nothing => FSharpTypes.IsValueOption(Type) ? RuntimeHelpers.GetUninitializedObject(Type) : null;

    /// <summary>Whether any value is allowed.</summary>
    public bool IsObject => Declared == typeof(object);

    /// <summary>Whether it is an F# union.</summary>
    public bool IsUnion => _isUnion ??= FSharpTypes.IsUnion(Type);

    /// <summary>Whether it may be a class of .NET's own that <see cref="Framework.FrameworkForms"/> converts to.</summary>
    public bool HasFrameworkForm => _hasFrameworkForm ??= Framework.FrameworkForms.MayConvertTo(Type);

    /// <summary>How tuples of this type are created; <see langword="null"/> if it is not a tuple type.</summary>
    public TuplePlan? Tuple => field ??= TuplePlan.IsTuple(Type) ? new TuplePlan(_types, Type) : null;

    /// <summary>How objects of this type are created from named values.</summary>
    public MemberPlan Members => field ??= new MemberPlan(_types, Type);

    /// <summary>The declared type of the items of a sequence; <see langword="null"/> if it is not a sequence.</summary>
    public DeclaredType? Item
    {
        get
        {
            if (!_isSequenceKnown)
            {
                _item = FindItem(Type) is { } item ? _types.Of(item) : null;
                _isSequenceKnown = true;
            }

            return _item;
        }
    }

    /// <summary>The declared types of a dictionary's keys and values; <see langword="null"/> if it is none.</summary>
    public (DeclaredType Key, DeclaredType Value)? Entries
    {
        get
        {
            if (!_areEntriesKnown)
            {
                _entries = FindEntries(Type) is var (key, value) ? (_types.Of(key), _types.Of(value)) : null;
                _areEntriesKnown = true;
            }

            return _entries;
        }
    }

    /// <summary>Whether objects of the type are equal only if identical, so that their content costs nothing.</summary>
    public bool HashesByIdentity => _hashesByIdentity ??= Type.IsArray
        || (!Type.IsValueType && Type.GetMethod(nameof(GetHashCode), [])?.DeclaringType == typeof(object));

    /// <summary>Whether the collection may hash or compare items: sets, and any this library does not know.</summary>
    public bool IsKeyed => !Type.IsArray && (!FrameworkTypes.Owns(Type) || Implements(typeof(ISet<>), typeof(IReadOnlySet<>)));

    private static Type? FindItem(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (type == typeof(IEnumerable) || type == typeof(ICollection) || type == typeof(IList))
        {
            return typeof(object);
        }

        if (typeof(IDictionary).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            return null;
        }

        if (DefinitionOf(type) is { } definition
            && (definition == typeof(IEnumerable<>) || definition == typeof(Memory<>)
                || definition == typeof(ReadOnlyMemory<>)))
        {
            return type.GetGenericArguments()[0];
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            if (DefinitionOf(implemented) == typeof(IEnumerable<>))
            {
                Type item = implemented.GetGenericArguments()[0];
                return DefinitionOf(item) == typeof(KeyValuePair<,>) ? null : item;
            }
        }

        return null;
    }

    private static (Type Key, Type Value)? FindEntries(Type type)
    {
        if (type == typeof(IDictionary) || type == typeof(Hashtable))
        {
            return (typeof(object), typeof(object));
        }

        if (FromInterface(type) is { } own)
        {
            return own;
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            if (FromInterface(implemented) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (Type Key, Type Value)? FromInterface(Type type)
    {
        if (!type.IsInterface || DefinitionOf(type) is not { } definition
            || (definition != typeof(IDictionary<,>) && definition != typeof(IReadOnlyDictionary<,>)))
        {
            return null;
        }

        Type[] arguments = type.GetGenericArguments();
        return (arguments[0], arguments[1]);
    }

    private bool Implements(Type first, Type second)
    {
        foreach (Type implemented in Type.GetInterfaces())
        {
            if (DefinitionOf(implemented) is { } definition && (definition == first || definition == second))
            {
                return true;
            }
        }

        return DefinitionOf(Type) is { } own && (own == first || own == second);
    }

    private static Type? DefinitionOf(Type type) =>
        type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : null;
}
