using System.Runtime.CompilerServices;

namespace PyBridge.Pickle;

/// <summary>
/// The memo indexes of the objects written so far, by reference. Open addressing with linear probing takes half the
/// time of a <c>Dictionary</c> with a reference comparer, and writing uses it for every string.
/// </summary>
internal sealed class ReferenceMemo
{
    private const int FirstCapacity = 32;

    private Slot[] _slots = new Slot[FirstCapacity]; // a power of two, never more than half full
    private int _count;

    /// <summary>Looks up an object.</summary>
    public bool TryGet(object value, out int index)
    {
        ref Slot slot = ref Find(value);
        index = slot.Index;
        return slot.Value is not null;
    }

    /// <summary>Adds an object that is not present yet.</summary>
    public void Add(object value, int index)
    {
        if (2 * _count >= _slots.Length)
        {
            Grow();
        }

        ref Slot slot = ref Find(value);
        slot.Value = value;
        slot.Index = index;
        _count++;
    }

    private ref Slot Find(object value)
    {
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int place = RuntimeHelpers.GetHashCode(value) & mask;
        while (slots[place].Value is { } other && !ReferenceEquals(other, value))
        {
            place = (place + 1) & mask;
        }

        return ref slots[place];
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[checked(old.Length * 2)];
        foreach (Slot slot in old)
        {
            if (slot.Value is not null)
            {
                Find(slot.Value) = slot;
            }
        }
    }

    private struct Slot
    {
        public object? Value;
        public int Index;
    }
}
