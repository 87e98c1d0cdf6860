using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Scalars;

namespace PyBridge.Pickle.Objects.Exact;

/// <summary>
/// Which types a sender may name for a place: plain values of .NET and collections of them, whatever the place, and the
/// application's types that the place declares. No file is loaded for a name, and no other constructor or setter runs.
/// </summary>
/// <param name="declared">The type that the place declares.</param>
internal sealed class PeerTypes(Type declared)
{
    private const string Trimmed = "What was trimmed away is not found, and its counterpart is converted.";

    // A name of nested generic types costs time with their depth.
    private const int MaxNameLength = 4096;

    private readonly HashSet<Type> _asked = [];

    /// <summary>The type of a number, truth value or character, by the name that .NET prints.</summary>
    public static Type? PrimitiveOf(string name) => name switch
    {
        "System.Boolean" => typeof(bool),
        "System.Char" => typeof(char),
        "System.SByte" => typeof(sbyte),
        "System.Byte" => typeof(byte),
        "System.Int16" => typeof(short),
        "System.UInt16" => typeof(ushort),
        "System.Int32" => typeof(int),
        "System.UInt32" => typeof(uint),
        "System.Int64" => typeof(long),
        "System.UInt64" => typeof(ulong),
        "System.Single" => typeof(float),
        "System.Double" => typeof(double),
        _ => null,
    };

    /// <summary>Finds a type by its assembly-qualified name.</summary>
    /// <returns><see langword="null"/> if there is none, or if it may not be named here.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
    [UnconditionalSuppressMessage("Trimming", "IL2057", Justification = Trimmed)]
    public Type? Find(string name)
    {
        if (_asked.Count == 0)
        {
            Ask(declared);
        }

        try
        {
            return name.Length <= MaxNameLength && Type.GetType(name, AssemblyOf, TypeOf, throwOnError: false) is { } type
                && Allows(type)
                ? type
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or TypeLoadException
            or BadImageFormatException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool AllowsScalar(Type type) =>
        type == typeof(object) || type == typeof(string) || type == typeof(Version) || type.FullName == "System.Uri"
        || (type.IsValueType && Scalar.IsScalarValue(type));

    private static bool IsTuple(Type definition) =>
        definition.FullName is "System.Nullable`1" or "System.Collections.Generic.KeyValuePair`2"
        || typeof(ITuple).IsAssignableFrom(definition);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
    private static Type? TypeOf(Assembly? assembly, string name, bool ignoreCase) => assembly?.GetType(name);

    /// <summary>An assembly of .NET itself, of whatever version runs here, or one whose types were asked for.</summary>
    private Assembly? AssemblyOf(AssemblyName name)
    {
        foreach (var type in _asked)
        {
            if (type.Assembly.GetName().Name == name.Name)
            {
                return type.Assembly;
            }
        }

        if (name.Name is not { } simple || !simple.StartsWith("System.", StringComparison.Ordinal))
        {
            return null;
        }

        // An application's own would have been found above: nothing is loaded but what .NET's list of trusted files has.
        var assembly = Assembly.Load(new AssemblyName(simple));
        return FrameworkTypes.Owns(assembly) ? assembly : null;
    }

    private bool Allows(Type type)
    {
        if (_asked.Contains(type))
        {
            return true;
        }

        // Without a compiler at run time, a closed type exists only where the program has it.
        if (!FrameworkTypes.Owns(type) || type.IsPointer || type.IsByRef || !RuntimeFeature.IsDynamicCodeSupported)
        {
            return !type.HasElementType && FrameworkTypes.Owns(type) && AllowsScalar(type);
        }

        if (type.IsArray)
        {
            return Allows(type.GetElementType()!);
        }

        return type.IsConstructedGenericType ? AllowsGeneric(type) : AllowsScalar(type);
    }

    private bool AllowsGeneric(Type type)
    {
        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        return Array.TrueForAll(arguments, Allows)
            && (IsTuple(definition) || AllowsCollection(definition, arguments[0]));
    }

    /// <summary>
    /// Whether a collection may be filled by a sender. Hash codes of numbers are predictable: a sender could choose keys
    /// that all share one, so of the hashed collections only those with text may, which .NET protects itself.
    /// </summary>
    private static bool AllowsCollection(Type definition, Type first) =>
        FrameworkCollections.KindOf(definition.Namespace, definition.Name) switch
        {
            CollectionKind.None or CollectionKind.SequenceInterface or CollectionKind.DictionaryInterface => false,
            CollectionKind.Dictionary or CollectionKind.Set or CollectionKind.ImmutableDictionary
                or CollectionKind.FrozenDictionary or CollectionKind.FrozenSet or CollectionKind.ImmutableSequence =>
                first == typeof(string) || definition.Name.StartsWith("Sorted", StringComparison.Ordinal)
                || definition.Name is "ImmutableList`1" or "ImmutableSortedSet`1" or "ImmutableSortedDictionary`2",
            _ => true,
        };

    /// <summary>Notes an application's type, and those of its type arguments and fields.</summary>
    private void Ask(Type type)
    {
        if (type.HasElementType)
        {
            Ask(type.GetElementType()!);
            return;
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Ask(argument);
        }

        if (FrameworkTypes.Owns(type) || type.IsSubclassOf(typeof(Delegate)) || !_asked.Add(type))
        {
            return;
        }

        foreach (var field in ObjectFields.Of(type))
        {
            Ask(field.FieldType);
        }
    }
}
