using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><c>PriorityQueue&lt;TElement, TPriority&gt;</c>, in the order of its heap, which the copy keeps.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
internal sealed class PriorityQueueCodec(Type type, Type framework) : CollectionCodec(type, framework)
{
    private readonly PropertyInfo _items = framework.GetProperty("UnorderedItems")!;
    private readonly MethodInvoker _enqueue = MethodInvoker.Create(framework.GetMethod("Enqueue")!);
    private readonly Type _elementType = framework.GetGenericArguments()[0];
    private readonly Type _priorityType = framework.GetGenericArguments()[1];

    /// <inheritdoc/>
    public override bool IsKeyed => true;

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        var items = (ICollection)_items.GetValue(collection)!;
        parts.AddRaw(items.Count);
        int position = 0;
        foreach (ITuple item in items)
        {
            parts.Add(item[0], _elementType, PathStep.Index(position));
            parts.Add(item[1], _priorityType, PathStep.Index(position++));
        }
    }

    /// <inheritdoc/>
    protected override void FillItems(object collection, ItemReader items)
    {
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            object? element = items.Read(_elementType);
            _enqueue.Invoke(collection, element, items.Read(_priorityType));
        }
    }
}
