using System;
using System.Collections;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><see cref="BitArray"/>: its length and its bits.</summary>
internal sealed class BitArrayCodec(Type type) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var bits = (BitArray)value;
        var bytes = new byte[(bits.Length + 7) / 8];
        bits.CopyTo(bytes, 0);
        parts.AddRaw(bits.Length);
        parts.AddBlock(bytes);
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        int length = items.NextCount();
        byte[] bytes = items.NextBytes();
        return bytes.Length == ((long)length + 7) / 8 ? new BitArray(bytes) { Length = length } : throw ItemReader.Damaged();
    }
}
