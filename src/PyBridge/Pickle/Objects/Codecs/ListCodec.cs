using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><c>List&lt;T&gt;</c>, element by element, or as one block if the elements hold no references.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class ListCodec(Type type, Type framework) : CollectionCodec(type, framework)
{
    private readonly Type _elementType = framework.GetGenericArguments()[0];
    private readonly bool _isBlock = MemoryBlock.Holds(framework.GetGenericArguments()[0]);

    /// <inheritdoc/>
    protected override void DescribeItems(object collection, PartSink parts)
    {
        var list = (IList)collection;
        parts.AddRaw(list.Count);
        if (_isBlock)
        {
            Array block = Array.CreateInstance(_elementType, list.Count);
            list.CopyTo(block, 0);
            if (MemoryBlock.LengthOf(block) > Array.MaxLength)
            {
                parts.Refuse(WireType, "it is larger than 2 GiB", PathStep.Transparent);
            }

            parts.AddBlock(block);
            return;
        }

        for (int i = 0; i < list.Count; i++)
        {
            parts.Add(list[i], _elementType, PathStep.Index(i));
        }
    }

    /// <inheritdoc/>
    protected override void FillItems(object collection, ItemReader items)
    {
        int count = items.NextCount();
        if (_isBlock)
        {
            items.CheckBlock((long)count * RuntimeHelpers.SizeOf(_elementType.TypeHandle));
            FillBlock(collection, count, items);
            return;
        }

        var list = (IList)collection;
        for (int i = 0; i < count; i++)
        {
            list.Add(items.Read(_elementType));
        }
    }

    private void FillBlock(object list, int count, ItemReader items)
    {
        Array block = Array.CreateInstance(_elementType, count);
        items.FillBlock(block);
        MethodInfo addRange = Framework.GetMethod(nameof(System.Collections.Generic.List<int>.AddRange))!;
        addRange.Invoke(list, [block]);
    }
}
