using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Frozen collections. .NET chooses their actual classes by content, so only the public type is named.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal abstract class FrozenCodec(Type type) : ObjectCodec(type)
{
    private readonly PropertyInfo _comparer = type.GetProperty("Comparer")!;

    /// <inheritdoc/>
    public sealed override bool HasShell => false;

    /// <inheritdoc/>
    public sealed override bool IsKeyed => true;

    /// <summary>The codec for a frozen collection; <see langword="null"/> if the type is not one.</summary>
    /// <param name="type">The type of the objects.</param>
    /// <param name="framework">The framework class that it is, or derives from.</param>
    public static FrozenCodec? Find(Type type, Type framework)
    {
        if (framework.Namespace != "System.Collections.Frozen")
        {
            return null;
        }

        for (Type? current = type; current is not null; current = current.BaseType)
        {
            switch (FrameworkCollections.KindOf(current.Namespace, current.Name))
            {
                case CollectionKind.FrozenSet:
                    return new FrozenSetCodec(current);
                case CollectionKind.FrozenDictionary:
                    return new FrozenDictionaryCodec(current);
                default:
                    break;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public sealed override void Describe(object value, PartSink parts)
    {
        parts.Add(
            Comparers.OrNullIfDefault(_comparer.GetValue(value)), typeof(object), PathStep.Member("Comparer"));
        DescribeItems(value, parts);
    }

    /// <inheritdoc/>
    public sealed override object Make(ItemReader items)
    {
        object? comparer = items.ReadObject();
        return Freeze(ReadItems(items, comparer), comparer);
    }

    /// <summary>Adds the items to the description.</summary>
    protected abstract void DescribeItems(object collection, PartSink parts);

    /// <summary>Reads the items into a collection that can be frozen.</summary>
    protected abstract object ReadItems(ItemReader items, object? comparer);

    private object Freeze(object content, object? comparer)
    {
        Type[] arguments = WireType.GetGenericArguments();
        string kind = WireType.Name[..WireType.Name.IndexOf('`', StringComparison.Ordinal)];
        Type factory = WireType.Assembly.GetType("System.Collections.Frozen." + kind, throwOnError: true)!;
        foreach (MemberInfo member in factory.GetMember("To" + kind))
        {
            var method = (MethodInfo)member;
            if (method.GetGenericArguments().Length == arguments.Length && method.GetParameters().Length == 2)
            {
                return method.MakeGenericMethod(arguments).Invoke(null, [content, comparer])!;
            }
        }

        throw new MissingMethodException(factory.FullName, "To" + kind);
    }
}
