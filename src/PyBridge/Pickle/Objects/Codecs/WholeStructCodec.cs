using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Structs without references that are more than their declared fields: inline arrays, fixed buffers, explicit layouts.
/// They are copied as raw memory.
/// </summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class WholeStructCodec(Type type) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        Array one = Array.CreateInstance(WireType, 1);
        one.SetValue(value, 0);
        parts.AddBlock(one);
    }

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        Array one = Array.CreateInstance(WireType, 1);
        items.FillBlock(one);
        return one.GetValue(0)!;
    }
}
