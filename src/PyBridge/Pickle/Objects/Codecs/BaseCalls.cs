using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Delegates of <c>base.Method</c>: they call a virtual method as the class has it, and not as the object's own class
/// overrides it.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class BaseCalls
{
    /// <summary>Whether a delegate of one call is such a one.</summary>
    public static bool IsOne(Delegate called)
    {
        MethodInfo method = called.Method;
        return called.Target is { } target && method is { IsVirtual: true, IsStatic: false, IsFinal: false }
            && IsOverridden(method, target.GetType());
    }

    /// <summary>Makes a delegate of the method itself.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "Delegates keep their constructor.")]
    public static Delegate Create(Type type, object target, MethodInfo method)
    {
        if (!method.DeclaringType!.IsInstanceOfType(target) || !HasSignature(method, type))
        {
            throw ItemReader.Damaged();
        }

        return (Delegate)Activator.CreateInstance(type, target, method.MethodHandle.GetFunctionPointer())!;
    }

    private static bool IsOverridden(MethodInfo method, Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        MethodInfo definition = method.GetBaseDefinition();
        for (Type? current = type; current is not null && current != method.DeclaringType; current = current.BaseType)
        {
            foreach (MethodInfo candidate in current.GetMethods(Declared))
            {
                if (candidate.IsVirtual && candidate.GetBaseDefinition() == definition)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A delegate of a pointer is not checked by .NET, so damaged bytes must not choose another method.</summary>
    private static bool HasSignature(MethodInfo method, Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        ParameterInfo[] wanted = invoke.GetParameters();
        ParameterInfo[] parameters = method.GetParameters();
        if (method.IsStatic || method.ContainsGenericParameters || parameters.Length != wanted.Length
            || method.ReturnType != invoke.ReturnType)
        {
            return false;
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            if (parameters[i].ParameterType != wanted[i].ParameterType)
            {
                return false;
            }
        }

        return true;
    }
}
