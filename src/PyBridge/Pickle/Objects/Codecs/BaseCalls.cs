using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Delegates for <c>base.Method</c>: they call a virtual method as the base class defines it, not as the object's own
/// class overrides it.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class BaseCalls
{
    /// <summary>Whether a delegate for one call is of this kind.</summary>
    public static bool IsOne(Delegate called)
    {
        MethodInfo method = called.Method;
        return called.Target is { } target && method is { IsVirtual: true, IsStatic: false, IsFinal: false }
            && IsOverridden(method, target.GetType());
    }

    /// <summary>Creates a delegate for the method itself.</summary>
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

    /// <summary>.NET does not check delegates for pointers, so damaged bytes must not choose another method.</summary>
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
