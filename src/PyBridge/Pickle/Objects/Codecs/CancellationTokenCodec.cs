using System;
using System.Threading;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><see cref="CancellationToken.None"/>. Any other would never be cancelled in another process.</summary>
internal sealed class CancellationTokenCodec(Type type) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        if (((CancellationToken)value).CanBeCanceled)
        {
            parts.Refuse(WireType, "cancellation does not reach other processes", PathStep.Transparent);
        }
    }

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => CancellationToken.None;

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
    }
}
