using System;
using System.Runtime.Serialization;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Objects that take part in serialization: another codec writes them, and their callbacks run.</summary>
/// <param name="inner">How the objects cross.</param>
/// <param name="callbacks">Their callbacks.</param>
internal sealed class CallbackCodec(ObjectCodec inner, SerializationCallbacks callbacks) : ObjectCodec(inner.WireType)
{
    /// <inheritdoc/>
    public override bool HasShell => inner.HasShell && !SerializationCallbacks.IsReference(WireType);

    /// <summary>The object's callback may need everything that it refers to.</summary>
    public override bool IsKeyed => true;

    /// <inheritdoc/>
    public override void DescribeShell(object value, PartSink parts)
    {
        if (HasShell)
        {
            inner.DescribeShell(value, parts);
        }
    }

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        if (!Tell(typeof(OnSerializingAttribute), value, parts))
        {
            return;
        }

        if (!HasShell)
        {
            inner.DescribeShell(value, parts);
        }

        inner.Describe(value, parts);
        Tell(typeof(OnSerializedAttribute), value, parts);
    }

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items)
    {
        object shell = inner.CreateShell(items);
        callbacks.Run(typeof(OnDeserializingAttribute), shell);
        return shell;
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        inner.Fill(shell, items);
        callbacks.Run(typeof(OnDeserializedAttribute), shell);
        (shell as IDeserializationCallback)?.OnDeserialization(sender: null);
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items) => SerializationCallbacks.Resolve(base.Make(items));

#pragma warning disable CA1031 // Arbitrary code may throw anything; it is reported with the path.
    private bool Tell(Type mark, object value, PartSink parts)
    {
        try
        {
            callbacks.Run(mark, value);
            return true;
        }
        catch (Exception exception)
        {
            string name = mark.Name[..^nameof(Attribute).Length];
            parts.Refuse(WireType, $"its {name} method threw: {exception.Message}", PathStep.Transparent);
            return false;
        }
    }
#pragma warning restore CA1031
}
