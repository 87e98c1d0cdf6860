using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Serialization;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// The methods by which a class takes part in serialization: those marked <c>OnSerializing</c>, <c>OnSerialized</c>,
/// <c>OnDeserializing</c> and <c>OnDeserialized</c>, and the interfaces <see cref="IDeserializationCallback"/> and
/// <c>IObjectReference</c>.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal sealed class SerializationCallbacks
{
    private readonly List<MethodInfo> _methods;

    private SerializationCallbacks(List<MethodInfo> methods) => _methods = methods;

    /// <summary>The callbacks of a type; <see langword="null"/> if it has none.</summary>
    public static SerializationCallbacks? Find(Type type)
    {
        var methods = new List<MethodInfo>();
        Append(methods, type);
        return methods.Count > 0 || typeof(IDeserializationCallback).IsAssignableFrom(type) || IsReference(type)
            ? new SerializationCallbacks(methods)
            : null;
    }

#pragma warning disable SYSLIB0050 // Formatters are obsolete; what classes declare through these is not.
    /// <summary>Whether the objects of a type stand for others.</summary>
    public static bool IsReference(Type type) => typeof(IObjectReference).IsAssignableFrom(type);

    /// <summary>The object that this one stands for; itself, if it stands for none.</summary>
    public static object Resolve(object value) =>
        value is IObjectReference reference ? reference.GetRealObject(default) : value;
#pragma warning restore SYSLIB0050

    /// <summary>Calls the methods with a given mark, those of base classes first. Exceptions pass through.</summary>
    public void Run(Type mark, object value)
    {
        foreach (MethodInfo method in _methods)
        {
            if (method.IsDefined(mark, inherit: false))
            {
                method.Invoke(value, BindingFlags.DoNotWrapExceptions, binder: null, [default(StreamingContext)], culture: null);
            }
        }
    }

    private static void Append(List<MethodInfo> methods, Type type)
    {
        // Compiler-generated classes contain arbitrary methods, but none of these.
        if (FrameworkTypes.Owns(type) || type.Name.StartsWith('<'))
        {
            return;
        }

        if (type.BaseType is { } parent)
        {
            Append(methods, parent);
        }

        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (MethodInfo method in type.GetMethods(Declared))
        {
            if (method.ReturnType == typeof(void) && !method.IsGenericMethod
                && method.GetParameters() is [var only] && only.ParameterType == typeof(StreamingContext))
            {
                methods.Add(method);
            }
        }
    }
}
