using System;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Arrays;

/// <summary>
/// The forms in which numpy 1 and 2 pickle arrays and scalars. No subclass is told apart: a matrix or a mapped file is
/// the array that it is.
/// </summary>
/// <remarks>numpy: <c>array_reduce_ex</c>, <c>array_setstate</c>, and <c>_frombuffer</c> of protocol 5.</remarks>
internal static class NumpyForms
{
    /// <summary>The array of a recipe; <see langword="null"/> if it is none, or has no counterpart.</summary>
    public static PickleArray? Of(PickleInstance instance) => (instance.Class as PickleGlobal)?.Known switch
    {
        KnownGlobal.NumpyFromBuffer when instance.Content is null => FromBuffer(instance.Args.Items),
        KnownGlobal.NumpyReconstruct => FromState(instance.State),
        KnownGlobal.NumpyScalar when instance.Content is null => FromScalar(instance.Args.Items),
        _ => null,
    };

    /// <summary><c>_frombuffer(buffer, dtype, shape, order)</c>, since numpy 2.4 with the order of the axes.</summary>
    private static PickleArray? FromBuffer(ReadOnlySpan<object?> args)
    {
        if (args is not [var buffer, var type, PickleTuple shape, string order, ..]
            || ArrayBytes.Of(buffer) is not { } bytes || NumpyTypes.Of(type) is not { } elements)
        {
            return null;
        }

        return (order, args.Length) switch
        {
            ("C", 4) => ArrayLayout.Arrange(elements, shape, axes: null, bytes),
            ("F", 4) => ArrayLayout.Arrange(elements, Reversed(shape), ArrayLayout.Reversed(shape.Count), bytes),
            ("K", 5) when AxesOf(args[4], shape.Count) is { } axes => ArrayLayout.Arrange(elements, shape, axes, bytes),
            _ => null,
        };
    }

    /// <summary>The state of an array: <c>(1, shape, dtype, is_fortran, bytes)</c>.</summary>
    private static PickleArray? FromState(object? state)
    {
        if (state is not PickleTuple { Count: 5 } parts
            || parts.Items is not [long, PickleTuple shape, var type, bool isFortran, var buffer]
            || ArrayBytes.Of(buffer) is not { } bytes || NumpyTypes.Of(type) is not { } elements)
        {
            return null;
        }

        return isFortran
            ? ArrayLayout.Arrange(elements, Reversed(shape), ArrayLayout.Reversed(shape.Count), bytes)
            : ArrayLayout.Arrange(elements, shape, axes: null, bytes);
    }

    /// <summary><c>scalar(dtype, bytes)</c>: an array without dimensions.</summary>
    private static PickleArray? FromScalar(ReadOnlySpan<object?> args) =>
        args is [var type, byte[] bytes] && NumpyTypes.Of(type) is { } element
            ? ArrayLayout.Arrange(element, PickleTuple.Empty, axes: null, bytes)
            : null;

    private static PickleTuple Reversed(PickleTuple shape)
    {
        object?[] lengths = shape.Items.ToArray();
        Array.Reverse(lengths);
        return PickleTuple.Of(lengths);
    }

    private static int[]? AxesOf(object? given, int rank)
    {
        if (given is not PickleTuple tuple || tuple.Count != rank)
        {
            return null;
        }

        int[] axes = new int[rank];
        var seen = new bool[rank];
        for (int i = 0; i < rank; i++)
        {
            if (tuple[i] is not (long axis and >= 0) || axis >= rank || seen[axis])
            {
                return null;
            }

            axes[i] = (int)axis;
            seen[axis] = true;
        }

        return axes;
    }
}
