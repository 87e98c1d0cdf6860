using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects;

/// <summary>Numbers the types that a pickle names.</summary>
internal sealed class TypeRegistry
{
    private readonly Dictionary<Type, int> _numbers = [];
    private readonly List<Type> _types = [];
    private readonly List<Assembly> _assemblies = [];
    private readonly HashSet<Type> _locatable = [];

    // A bundled application has no assembly files at all, so a missing one means nothing there.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The lack of a file is what is asked for.")]
    private static bool IsBundled => typeof(TypeRegistry).Assembly.Location.Length == 0;

    /// <summary>The types, in the order of the numbers.</summary>
    public IReadOnlyList<Type> Types => _types;

    /// <summary>The assemblies of the types.</summary>
    public IReadOnlyList<Assembly> Assemblies => _assemblies;

    /// <summary>The number of a type; negative ones mean the same in every pickle.</summary>
    public int NumberOf(Type type)
    {
        if (_numbers.TryGetValue(type, out int number))
        {
            return number;
        }

        number = WellKnownTypes.NumberOf(type);
        if (number == WellKnownTypes.None)
        {
            number = _types.Count;
            _types.Add(type);
            AddAssemblies(type);
        }

        _numbers.Add(type, number);
        return number;
    }

    /// <summary>Why a type cannot be found by name in another process; <see langword="null"/> if it can.</summary>
    public string? ReasonAgainst(Type type)
    {
        if (_locatable.Contains(type))
        {
            return null;
        }

        string? reason = FindReasonAgainst(type);
        if (reason is null)
        {
            _locatable.Add(type);
        }

        return reason;
    }

    private static string? FindReasonAgainst(Type type)
    {
        if (type.GetElementType() is { } element)
        {
            return FindReasonAgainst(element);
        }

        if (type.IsGenericParameter || type.IsFunctionPointer)
        {
            return "this kind of type has no name";
        }

        foreach (Type argument in type.IsConstructedGenericType ? type.GetGenericArguments() : [])
        {
            if (FindReasonAgainst(argument) is { } reason)
            {
                return reason;
            }
        }

        return ReasonAgainst(type.Assembly);
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The lack of a file is what is asked for.")]
    private static string? ReasonAgainst(Assembly assembly)
    {
        if (assembly.IsDynamic)
        {
            return "its code was generated at run time, which another process cannot find";
        }

        if (assembly.IsCollectible)
        {
            return "its assembly can be unloaded, which another process cannot find";
        }

        return assembly.Location.Length == 0 && !IsBundled
            ? "its assembly was loaded from memory, which another process cannot find"
            : null;
    }

    private void AddAssemblies(Type type)
    {
        if (type.GetElementType() is { } element)
        {
            AddAssemblies(element);
            return;
        }

        if (!_assemblies.Contains(type.Assembly))
        {
            _assemblies.Add(type.Assembly);
        }

        foreach (Type argument in type.IsConstructedGenericType ? type.GetGenericArguments() : [])
        {
            AddAssemblies(argument);
        }
    }
}
