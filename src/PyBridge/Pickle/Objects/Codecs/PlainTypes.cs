using System;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>The framework types that may cross by their fields, as all types of applications do.</summary>
internal static class PlainTypes
{
    /// <summary>Whether the fields that a framework type itself declares are its whole state.</summary>
    public static bool Allow(Type type) =>
        IsNamed(type) || (RuntimeFeature.IsDynamicCodeSupported && IsKnownPlain(type));

    /// <summary>Whether a type is one of those whose fields are known to be their state, whatever else they are.</summary>
    public static bool IsNamed(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName is "System.Object" or "System.ValueType" or "System.EventArgs" or "System.Attribute"
            or "System.MarshalByRefObject" or "System.ArraySegment`1" or "System.Runtime.CompilerServices.StrongBox`1"
            or "System.Collections.Generic.KeyValuePair`2"
            or "System.Collections.Immutable.ImmutableArray`1"
            or "System.Collections.ObjectModel.ReadOnlyCollection`1"
            or "System.Collections.ObjectModel.ReadOnlyDictionary`2"
            or "System.Collections.ObjectModel.ReadOnlySet`1"
            or "System.Collections.ObjectModel.Collection`1"
            or "System.Collections.ObjectModel.ObservableCollection`1"
            or "System.Collections.ObjectModel.KeyedCollection`2"
            or "System.Collections.Generic.Dictionary`2+KeyCollection"
            or "System.Collections.Generic.Dictionary`2+ValueCollection"
            or "System.Collections.Generic.SortedDictionary`2+KeyCollection"
            or "System.Collections.Generic.SortedDictionary`2+ValueCollection"
            or "System.Collections.Generic.DelegateEqualityComparer`1"
            or "System.Collections.Generic.ComparisonComparer`1"
            || definition.FullName!.StartsWith("System.Random", StringComparison.Ordinal)
            || typeof(ITuple).IsAssignableFrom(definition)
            || Comparers.IsDefault(type)
            || (type.Name is "Comparer`1" or "EqualityComparer`1" && type.Namespace == "System.Collections.Generic");
    }

    /// <summary>Whether an object itself holds something native: a pointer, or a number that may be one.</summary>
    public static bool HoldsHandle(Type type)
    {
        foreach (FieldInfo field in ObjectFields.Of(type))
        {
            Type declared = field.FieldType;
            if (declared == typeof(nint) || declared == typeof(nuint) || declared.IsPointer
                || declared.IsFunctionPointer)
            {
                return true;
            }
        }

        return false;
    }

    // A class without fields has no state to lose. A struct is its fields, unless one of them is a handle. A class
    // marked as serializable declares its fields to be its state, unless it takes part in the serialization.
    private static bool IsKnownPlain(Type type)
    {
        if (HoldsHandle(type) || typeof(System.Collections.IEnumerator).IsAssignableFrom(type))
        {
            return false;
        }

        return type.IsValueType || ObjectFields.Of(type).Length == 0 || IsPlainSerializable(type);
    }

#pragma warning disable SYSLIB0050 // Formatters are obsolete; what the framework says about its classes is still true.
    private static bool IsPlainSerializable(Type type) =>
        (type.Attributes & TypeAttributes.Serializable) != 0
        && !typeof(System.Runtime.Serialization.ISerializable).IsAssignableFrom(type)
        && !typeof(System.Runtime.Serialization.IDeserializationCallback).IsAssignableFrom(type);
#pragma warning restore SYSLIB0050
}
