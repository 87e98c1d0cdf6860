using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Collections of System.Collections.Immutable, which is used by reflection only. They are built up from the empty one.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal abstract class ImmutableCodec : ObjectCodec
{
    private readonly PropertyInfo[] _comparers;

    /// <summary>Prepares the codec for a type.</summary>
    protected ImmutableCodec(Type type)
        : base(type)
    {
        var comparers = new List<PropertyInfo>();
        foreach (string name in new[] { "KeyComparer", "ValueComparer" })
        {
            if (type.GetProperty(name) is { } comparer)
            {
                comparers.Add(comparer);
            }
        }

        _comparers = comparers.ToArray();
    }

    /// <inheritdoc/>
    public sealed override bool HasShell => false;

    /// <inheritdoc/>
    public sealed override bool IsKeyed => _comparers.Length > 0;

    /// <inheritdoc/>
    public sealed override void Describe(object value, PartSink parts)
    {
        foreach (PropertyInfo comparer in _comparers)
        {
            parts.Add(
                Comparers.OrNullIfDefault(comparer.GetValue(value)), typeof(object), PathStep.Member(comparer.Name));
        }

        DescribeItems(value, parts);
    }

    /// <inheritdoc/>
    public sealed override object Make(ItemReader items)
    {
        // A field in most, a property in stacks and queues.
        object empty = (WireType.GetField("Empty")?.GetValue(null) ?? WireType.GetProperty("Empty")?.GetValue(null))!;
        if (_comparers.Length > 0)
        {
            var comparers = new object?[_comparers.Length];
            for (int i = 0; i < comparers.Length; i++)
            {
                comparers[i] = items.ReadObject();
            }

            var types = Array.ConvertAll(_comparers, comparer => comparer.PropertyType);
            string name = comparers.Length == 1 ? "WithComparer" : "WithComparers";
            empty = WireType.GetMethod(name, types)!.Invoke(empty, comparers)!;
        }

        return MakeFrom(empty, items);
    }

    /// <summary>Adds the items to the description.</summary>
    protected abstract void DescribeItems(object collection, PartSink parts);

    /// <summary>Creates the collection.</summary>
    /// <param name="empty">An empty one with the right comparers.</param>
    /// <param name="items">What <see cref="DescribeItems"/> gave.</param>
    protected abstract object MakeFrom(object empty, ItemReader items);

    /// <summary>A mutable collection that <see cref="Finish"/> makes immutable.</summary>
    protected object ToBuilder(object empty) => WireType.GetMethod("ToBuilder", [])!.Invoke(empty, null)!;

    /// <summary>The immutable collection from a builder.</summary>
    protected static object Finish(object builder) =>
        builder.GetType().GetMethod("ToImmutable", [])!.Invoke(builder, null)!;
}
