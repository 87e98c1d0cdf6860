using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Mutable collections of single items, with a method that adds one.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
internal sealed class SequenceCodec : CollectionCodec
{
    private readonly Type _elementType;
    private readonly MethodInvoker _add;
    private readonly bool _isReversed;

    /// <summary>Prepares the codec for a type.</summary>
    /// <param name="type">The type of the objects.</param>
    /// <param name="framework">The framework collection.</param>
    /// <param name="add">The name of the method that adds an item.</param>
    /// <param name="isReversed">Whether the item added last comes first.</param>
    /// <param name="isKeyed">Whether the collection hashes or orders its items.</param>
    public SequenceCodec(Type type, Type framework, string add, bool isReversed = false, bool isKeyed = false)
        : base(type, framework)
    {
        _elementType = framework.GetGenericArguments()[0];
        _add = MethodInvoker.Create(framework.GetMethod(add, [_elementType])!);
        _isReversed = isReversed;
        IsKeyed = isKeyed;
    }

    /// <inheritdoc/>
    public override bool IsKeyed { get; }

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        List<object?> items = ToList((IEnumerable)collection);
        if (_isReversed)
        {
            items.Reverse();
        }

        parts.AddRaw(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            parts.Add(items[i], _elementType, PathStep.Index(_isReversed ? items.Count - 1 - i : i));
        }
    }

    /// <inheritdoc/>
    protected override void FillItems(object collection, ItemReader items)
    {
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            _add.Invoke(collection, items.Read(_elementType));
        }
    }
}
