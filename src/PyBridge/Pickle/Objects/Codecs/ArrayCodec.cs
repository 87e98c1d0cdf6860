using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Arrays of any rank and bounds.</summary>
internal abstract class ArrayCodec(Type type) : ObjectCodec(type)
{
    /// <summary>The type of the elements.</summary>
    protected Type ElementType { get; } = type.GetElementType()!;

    /// <summary>The codec for an array type.</summary>
    public static ArrayCodec For(Type type) =>
        MemoryBlock.Holds(type.GetElementType()!) ? new BlockArrayCodec(type) : new ElementArrayCodec(type);

    /// <inheritdoc/>
    public override void DescribeShell(object value, PartSink parts)
    {
        var array = (Array)value;
        for (int dimension = 0; dimension < array.Rank; dimension++)
        {
            parts.AddRaw(array.GetLength(dimension));
            if (!WireType.IsSZArray)
            {
                parts.AddRaw(array.GetLowerBound(dimension));
            }
        }
    }

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items)
    {
        if (WireType.IsSZArray)
        {
            int length = items.NextCount();
            CheckLength(items, length);
            return Array.CreateInstanceFromArrayType(WireType, length);
        }

        var lengths = new int[WireType.GetArrayRank()];
        var lowerBounds = new int[lengths.Length];
        long product = 1;
        for (int dimension = 0; dimension < lengths.Length; dimension++)
        {
            lengths[dimension] = items.NextCount();
            lowerBounds[dimension] = (int)items.NextInt();
            product = Math.Min(int.MaxValue, product * lengths[dimension]);
        }

        CheckLength(items, product);
        return Array.CreateInstanceFromArrayType(WireType, lengths, lowerBounds);
    }

    /// <summary>Checks that there are as many elements as the array should have, before allocating it.</summary>
    /// <exception cref="PickleException">There are not that many.</exception>
    protected abstract void CheckLength(ItemReader items, long length);
}
