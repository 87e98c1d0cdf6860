using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Makes a collection out of another one, by what its class offers for that.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The collection is a declared type, so it exists.")]
internal static class CollectionFactory
{
    /// <summary>Makes a collection; <see langword="null"/> where the class offers nothing.</summary>
    /// <param name="type">The collection's type.</param>
    /// <param name="source">An array or a dictionary with the content.</param>
    public static object? Make(Type type, object source)
    {
        if (type.IsInstanceOfType(source))
        {
            return source;
        }

        return type.Namespace switch
        {
            "System.Collections.Immutable" when FrameworkTypes.Owns(type) => CallFactory(type, "CreateRange", source),
            "System.Collections.Frozen" when FrameworkTypes.Owns(type) =>
                CallFactory(type, "To" + BareName(type), source),
            _ => Construct(type, source),
        };
    }

    private static string BareName(Type type) => type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];

    /// <summary>Calls a method of the static class that has the collection's name.</summary>
    private static object? CallFactory(Type type, string name, object source)
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
            bool takesSource = parameters[0].ParameterType.IsInstanceOfType(source);
            if (takesSource && parameters.Length == 1)
            {
                return closed.Invoke(null, [source]);
            }

            // The comparer, which is the default one unless given.
            if (takesSource && parameters.Length == 2 && parameters[1].IsOptional)
            {
                return closed.Invoke(null, [source, null]);
            }
        }

        return null;
    }

    private static object? Construct(Type type, object source)
    {
        if (type.IsAbstract)
        {
            return null;
        }

        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (parameters.Length == 1 && parameters[0].ParameterType != typeof(object)
                && parameters[0].ParameterType.IsInstanceOfType(source))
            {
                return constructor.Invoke([source]);
            }
        }

        return null;
    }
}
