using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Creates a collection from another one, by whatever means its class offers.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The collection is a declared type, so it exists.")]
internal static class CollectionFactory
{
    /// <summary>Creates a collection; <see langword="null"/> if the class offers no way to.</summary>
    /// <param name="type">The collection's type.</param>
    /// <param name="source">An array or a dictionary with the content.</param>
    /// <param name="comparer">How keys are compared; <see langword="null"/> for their own way.</param>
    public static object? Make(Type type, object source, object? comparer = null)
    {
        if (type.IsInstanceOfType(source))
        {
            return source;
        }

        return FSharpConversion.TryMake(type, source) ?? type.Namespace switch
        {
            "System.Collections.Immutable" when FrameworkTypes.Owns(type) => CallFactory(type, "CreateRange", source, comparer),
            "System.Collections.Frozen" when FrameworkTypes.Owns(type) =>
                CallFactory(type, "To" + BareName(type), source, comparer),
            _ => Construct(type, source, comparer),
        };
    }

    /// <summary>An empty collection with a comparer; <see langword="null"/> if the class takes none.</summary>
    public static object? WithComparer(Type type, object comparer)
    {
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (parameters.Length == 1 && IsComparer(parameters[0].ParameterType, comparer))
            {
                return Call(constructor, comparer);
            }
        }

        return null;
    }

    private static bool IsComparer(Type type, object comparer) =>
        type.IsInterface && type.Name.StartsWith("IEqualityComparer", StringComparison.Ordinal)
        && type.IsInstanceOfType(comparer);

    // Exceptions are to be reported as they are.
    private static object? Call(MethodBase method, params object?[] arguments) => method is ConstructorInfo constructor
        ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)
        : method.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    private static string BareName(Type type) => type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];

    /// <summary>Calls a method of the static class that has the collection's name.</summary>
    private static object? CallFactory(Type type, string name, object source, object? comparer)
    {
        Type[] arguments = type.GetGenericArguments();
        Type factory = type.Assembly.GetType($"{type.Namespace}.{BareName(type)}", throwOnError: true)!;
        foreach (MemberInfo member in factory.GetMember(name))
        {
            if (member is not MethodInfo { IsGenericMethodDefinition: true } method
                || method.GetGenericArguments().Length != arguments.Length)
            {
                continue;
            }

            MethodInfo closed = method.MakeGenericMethod(arguments);
            ParameterInfo[] parameters = closed.GetParameters();
            if (parameters.Length == 1 && comparer is null && parameters[0].ParameterType.IsInstanceOfType(source))
            {
                return Call(closed, source);
            }

            if (parameters.Length != 2)
            {
                continue;
            }

            // Frozen collections take the comparer last, immutable ones first.
            if (parameters[0].ParameterType.IsInstanceOfType(source) && parameters[1].IsOptional)
            {
                return Call(closed, source, comparer);
            }

            if (comparer is not null && IsComparer(parameters[0].ParameterType, comparer)
                && parameters[1].ParameterType.IsInstanceOfType(source))
            {
                return Call(closed, comparer, source);
            }
        }

        // Sorted collections take no such comparer, and need none.
        return comparer is null ? null : CallFactory(type, name, source, comparer: null);
    }

    private static object? Construct(Type type, object source, object? comparer)
    {
        if (type.IsAbstract)
        {
            return null;
        }

        ConstructorInfo? plain = null;
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (parameters.Length is 0 or > 2 || parameters[0].ParameterType == typeof(object)
                || !parameters[0].ParameterType.IsInstanceOfType(source))
            {
                continue;
            }

            if (parameters.Length == 1)
            {
                plain ??= constructor;
            }
            else if (comparer is not null && IsComparer(parameters[1].ParameterType, comparer))
            {
                return Call(constructor, source, comparer);
            }
        }

        return plain is null ? null : Call(plain, source);
    }
}
