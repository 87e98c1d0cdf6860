using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// The types of applications whose numbers are handles: the object gives back, when it is disposed of or collected, what
/// only its own process has. A copy in another process would use, and give back, something else.
/// </summary>
internal static class HandleOwners
{
    /// <summary>Whether objects of a type own something native by a number or a pointer among their fields.</summary>
    public static bool Includes(Type type) => GivesBack(type) && Holds(type);

    /// <summary>Whether there is one in the object itself, or in a struct of the application that is part of it.</summary>
    private static bool Holds(Type type)
    {
        if (PlainTypes.HoldsHandle(type))
        {
            return true;
        }

        foreach (FieldInfo field in ObjectFields.Of(type))
        {
            Type part = field.FieldType;
            if (part.IsValueType && !part.IsEnum && !FrameworkTypes.Owns(part) && Holds(part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool GivesBack(Type type) =>
        typeof(IDisposable).IsAssignableFrom(type) || typeof(IAsyncDisposable).IsAssignableFrom(type) || HasFinalizer(type);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
    private static bool HasFinalizer(Type type) =>
        !type.IsValueType
        && type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, binder: null, Type.EmptyTypes, modifiers: null)
            is { } finalizer
        && finalizer.DeclaringType != typeof(object);
}
