using System;
using PyBridge.Pickle.Arrays;

namespace PyBridge.Pickle.Values;

/// <summary>
/// An array of numbers, times or short texts, such as <c>numpy.ndarray</c> and <c>array.array</c>: the bytes of its
/// elements, the last index running fastest, numbers in this machine's order.
/// </summary>
internal sealed class PickleArray
{
    /// <summary>Wraps elements without copying them.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The length of each dimension; empty for a single element.</param>
    /// <param name="elements">The bytes, exactly as many as type and shape say.</param>
    public PickleArray(ElementType type, int[] shape, ReadOnlyMemory<byte> elements)
    {
        Type = type;
        Shape = shape;
        Elements = elements;
    }

    /// <summary>The type of the elements.</summary>
    public ElementType Type { get; }

    /// <summary>The length of each dimension.</summary>
    public int[] Shape { get; }

    /// <summary>The bytes of the elements.</summary>
    public ReadOnlyMemory<byte> Elements { get; }

    /// <summary>Whether Python has a list of these elements, which become what those of a list do.</summary>
    public bool IsList { get; init; }

    /// <summary>How many elements there are.</summary>
    public int Count => Elements.Length / Type.Size;

    /// <summary>A part: what one index of the first dimension leads to.</summary>
    public PickleArray Row(int index)
    {
        int[] shape = Shape[1..];
        int size = Elements.Length / Shape[0];
        return new PickleArray(Type, shape, Elements.Slice(index * size, size));
    }

    /// <summary>Some elements in a row, counted over all dimensions.</summary>
    public PickleArray Part(int start, int count) =>
        new(Type, [count], Elements.Slice(start * Type.Size, count * Type.Size)) { IsList = IsList };

    /// <summary>A single element, counted over all dimensions.</summary>
    public PickleArray At(int index) => new(Type, [], Elements.Slice(index * Type.Size, Type.Size)) { IsList = IsList };
}
