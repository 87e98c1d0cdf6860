using System;
using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><see cref="StringBuilder"/>: its text and its limit.</summary>
internal sealed class StringBuilderCodec(Type type) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var builder = (StringBuilder)value;
        parts.AddRaw(builder.ToString());
        parts.AddRaw(builder.MaxCapacity);
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        string text = items.NextString();
        return new StringBuilder(text.Length, items.NextCount()).Append(text);
    }
}
