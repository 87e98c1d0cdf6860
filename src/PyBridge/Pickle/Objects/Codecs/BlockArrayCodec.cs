using System;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Arrays of numbers and of structs without references, copied as raw memory.</summary>
internal sealed class BlockArrayCodec(Type type) : ArrayCodec(type)
{
    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var array = (Array)value;
        if (MemoryBlock.LengthOf(array) > Array.MaxLength)
        {
            parts.Refuse(WireType, "it is larger than 2 GiB", PathStep.Transparent);
        }
        else
        {
            parts.AddBlock(array);
        }
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items) => items.FillBlock((Array)shell);

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        if (WireType != typeof(byte[]))
        {
            return base.Make(items);
        }

        // The pickle's reader made these bytes for nobody else.
        items.NextCount();
        return items.NextBytes();
    }

    /// <inheritdoc/>
    protected override void CheckLength(ItemReader items, long length) =>
        items.CheckBlock(length * RuntimeHelpers.SizeOf(ElementType.TypeHandle));
}
