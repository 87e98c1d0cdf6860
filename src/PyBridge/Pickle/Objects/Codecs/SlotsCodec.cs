using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>The values of the slots: the root of a graph.</summary>
internal sealed class SlotsCodec(Slot[] slots) : ObjectCodec(typeof(object[]))
{
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var values = (object?[])value;
        for (int i = 0; i < slots.Length; i++)
        {
            parts.Slot = i;
            parts.Add(values[i], slots[i].DeclaredType, PathStep.Root(slots[i].Path));
        }

        parts.Slot = -1;
    }
}
