using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects;

/// <summary>A method by name, distinguished from its overloads by its signature.</summary>
/// <remarks>For methods that <see cref="MetadataTokens"/> cannot find, such as those in native code.</remarks>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class MethodReference
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type[] _genericArguments;

    private MethodReference(Type declaringType, string name, string? signature, Type[] genericArguments)
    {
        DeclaringType = declaringType;
        Name = name;
        Signature = signature;
        _genericArguments = genericArguments;
    }

    /// <summary>The type that declares the method.</summary>
    public Type DeclaringType { get; }

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>Distinguishes it from others with this name; <see langword="null"/> if there are none.</summary>
    public string? Signature { get; }

    /// <summary>The generic arguments of the method itself.</summary>
    public ReadOnlySpan<Type> GenericArguments => _genericArguments;

    /// <summary>Refers to a method.</summary>
    /// <exception cref="PickleException">The method cannot be found by name.</exception>
    public static MethodReference Of(MethodInfo method)
    {
        Debug.Assert(ReasonAgainst(method) is null, "whoever asks for one refuses such methods first");
        Type type = method.DeclaringType!;
        bool overloaded = type.GetMember(method.Name, MemberTypes.Method, Declared).Length > 1;
        return new MethodReference(
            type,
            method.Name,
            overloaded ? MethodSignature.Of(method) : null,
            method.IsGenericMethod && !method.IsGenericMethodDefinition ? method.GetGenericArguments() : []);
    }

    /// <summary>Why a method cannot be referred to; <see langword="null"/> if it can.</summary>
    public static string? ReasonAgainst(MethodInfo method) =>
        method is DynamicMethod || method.DeclaringType is null
            ? "its code was generated at run time, which another process cannot find"
            : null;

    /// <summary>Finds the method.</summary>
    /// <exception cref="MissingMethodException">The type has no such method: it is a different version.</exception>
    public MethodInfo Resolve()
    {
        foreach (MemberInfo member in DeclaringType.GetMember(Name, MemberTypes.Method, Declared))
        {
            var method = (MethodInfo)member;
            if (Signature is null || MethodSignature.Of(method) == Signature)
            {
                return _genericArguments.Length == 0 ? method : method.MakeGenericMethod(_genericArguments);
            }
        }

        throw new MissingMethodException(DeclaringType.FullName, Name);
    }

    /// <summary>The reference as a general value of a pickle.</summary>
    /// <param name="numberOf">Returns the number by which the other side knows a type.</param>
    public object ToGeneral(Func<Type, int> numberOf)
    {
        var arguments = new object?[_genericArguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = (long)numberOf(_genericArguments[i]);
        }

        return new PickleTuple((long)numberOf(DeclaringType), Name, Signature, new PickleTuple(arguments));
    }

    /// <summary>The reference that <see cref="ToGeneral"/> returned.</summary>
    /// <param name="general">The general value.</param>
    /// <param name="typeOf">Returns the type with a number.</param>
    /// <exception cref="PickleException">The value is not one that <see cref="ToGeneral"/> returns.</exception>
    public static MethodReference FromGeneral(object? general, Func<int, Type> typeOf)
    {
        if (general is not PickleTuple { Count: 4 } tuple
            || tuple[0] is not long type || tuple[1] is not string name || tuple[3] is not PickleTuple numbers)
        {
            throw ItemReader.Damaged();
        }

        var arguments = new Type[numbers.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = typeOf(numbers[i] is long number ? checked((int)number) : throw ItemReader.Damaged());
        }

        return new MethodReference(typeOf(checked((int)type)), name, tuple[2] as string, arguments);
    }

    /// <summary>Reads what follows the name of a method.</summary>
    internal static MethodReference Read(Type type, string name, ItemReader items)
    {
        string? signature = items.NextStringOrNone();
        var arguments = new Type[items.NextItemCount()];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = items.NextType();
        }

        return new MethodReference(type, name, signature, arguments);
    }
}
