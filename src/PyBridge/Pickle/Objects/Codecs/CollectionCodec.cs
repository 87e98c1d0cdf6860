using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Framework collections, and classes derived from them: their items, their comparer, and the fields that a derived
/// class adds. They are filled through their own methods, so nothing depends on their internals.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal abstract class CollectionCodec : ObjectCodec
{
    private readonly ConstructorInfo _constructor;
    private readonly PropertyInfo? _comparer;
    private readonly FieldInfo[] _addedFields;

    /// <summary>Prepares the codec for a type.</summary>
    /// <param name="type">The type of the objects.</param>
    /// <param name="framework">The framework collection that it is, or derives from.</param>
    protected CollectionCodec(Type type, Type framework)
        : base(type)
    {
        Framework = framework;
        _comparer = FindComparer(framework);
        _constructor = FindConstructor(framework, _comparer?.PropertyType);
        _addedFields = ObjectFields.Of(type, framework);
    }

    /// <summary>The framework collection.</summary>
    protected Type Framework { get; }

    /// <inheritdoc/>
    public sealed override void DescribeShell(object value, PartSink parts)
    {
        if (_comparer is not null)
        {
            parts.Add(
                Comparers.OrNullIfDefault(_comparer.GetValue(value)), typeof(object), PathStep.Member("Comparer"));
        }
    }

    /// <inheritdoc/>
    public sealed override object CreateShell(ItemReader items)
    {
        object?[] arguments = _comparer is null ? [] : [items.ReadObject()];
        if (WireType == Framework)
        {
            return _constructor.Invoke(arguments);
        }

        // Only the framework's constructor: a derived class's own would do more than restore the state.
        object shell = RuntimeHelpers.GetUninitializedObject(WireType);
        _constructor.Invoke(shell, arguments);
        return shell;
    }

    /// <inheritdoc/>
    public sealed override void Describe(object value, PartSink parts)
    {
        // First, because an overridden method may need them when the items are added.
        PlainCodec.Describe(_addedFields, value, parts);
        DescribeItems(value, parts);
    }

    /// <inheritdoc/>
    public sealed override void Fill(object shell, ItemReader items)
    {
        PlainCodec.Fill(_addedFields, shell, items);
        FillItems(shell, items);
    }

    /// <summary>Adds the items to the description.</summary>
    protected abstract void DescribeItems(object collection, PartSink parts);

    /// <summary>Adds the items to the collection.</summary>
    protected abstract void FillItems(object collection, ItemReader items);

    /// <summary>The values of an enumeration.</summary>
    protected static List<object?> ToList(IEnumerable items)
    {
        var list = new List<object?>();
        foreach (object? item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private static PropertyInfo? FindComparer(Type framework) =>
        framework != typeof(Hashtable)
            ? framework.GetProperty("Comparer")
            : framework.GetProperty("EqualityComparer", BindingFlags.Instance | BindingFlags.NonPublic);

    private static ConstructorInfo FindConstructor(Type framework, Type? comparer)
    {
        foreach (ConstructorInfo constructor in framework.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (comparer is null ? parameters.Length == 0 : IsComparerAlone(parameters, comparer))
            {
                return constructor;
            }
        }

        throw new MissingMethodException(framework.FullName, ".ctor");
    }

    private static bool IsComparerAlone(ParameterInfo[] parameters, Type comparer) =>
        parameters.Length == 1 && parameters[0].ParameterType == comparer;
}
