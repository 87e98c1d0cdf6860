using System;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Calls.Overloads;

/// <summary>Whether an array of Python's libraries can become a declared type, as far as metadata tells, and how well.</summary>
internal static class ArrayFit
{
    private const int Wider = 1;
    private const int Narrower = 15;
    private const int Elsewhere = 30;
    private const int Batch = 4096;

    /// <summary>The distance of an array from a type; <see langword="null"/> if metadata does not tell.</summary>
    /// <exception cref="PickleException">It cannot become one (<c>TypeError</c>).</exception>
    public static int? Distance(PickleArray array, object general, DeclaredShape shape, ConversionPath path)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Grid:
                return array.Shape.Length == shape.Rank
                    ? DistanceOfElements(array, shape.Item!, path)
                    : throw ShapeFit.Misfit(general, shape, path, ArrayText.WrongRank(array, shape.Rank));
            case ShapeKind.Sequence:
                var element = shape.Item!;
                for (var depth = 1; depth < array.Shape.Length; depth++)
                {
                    if (element.Kind is ShapeKind.Scalar or ShapeKind.Optional or ShapeKind.Enum or ShapeKind.Dictionary)
                    {
                        throw ShapeFit.Misfit(general, shape, path, ArrayText.WrongRank(array, depth));
                    }

                    if (element.Kind != ShapeKind.Sequence)
                    {
                        return Elsewhere;
                    }

                    element = element.Item!;
                }

                return array.Shape.Length == 0
                    ? throw ShapeFit.Misfit(general, shape, path, ArrayText.WrongRank(array, 1))
                    : DistanceOfElements(array, element, path) + (shape.Name.EndsWith("[]", StringComparison.Ordinal) ? 0 : 1);
            case ShapeKind.Scalar or ShapeKind.Enum or ShapeKind.Dictionary or ShapeKind.Members:
                throw ShapeFit.Misfit(general, shape, path, ArrayText.WrongRank(array, 0));
            default:
                return null;
        }
    }

    private static int DistanceOfElements(PickleArray array, DeclaredShape shape, ConversionPath path)
    {
        if (shape.Kind is not (ShapeKind.Scalar or ShapeKind.Optional or ShapeKind.Enum))
        {
            return shape.Kind == ShapeKind.Sequence && array.Count > 0
                ? throw ShapeFit.Misfit(array.At(0), shape, path)
                : Elsewhere;
        }

        if (shape.Scalar is { } type && ElementCopy.CanCopy(array, type))
        {
            if (array.IsList)
            {
                return array.Count == 0 ? 0 : DistanceOfNumbers(array, shape, type, path);
            }

            if (ElementCopy.IsSame(array.Type, type))
            {
                return 0;
            }

            if (ElementCopy.AlwaysFits(array.Type, type))
            {
                return Wider + SizeOf(type);
            }

            var misfit = FindMisfit(array, type);
            return misfit == ElementCopy.Whole
                ? Narrower - SizeOf(type) + (IsFloat(type) == (array.Type.Kind == ElementKind.Float) ? 0 : Narrower)
                : throw Misfit(array, misfit, shape, path);
        }

        var distance = 0;
        for (var i = 0; i < array.Count; i++)
        {
            path.Enter(ArrayText.StepTo(array, i));
            if (!ElementValues.TryGet(array, i, out var value))
            {
                throw ShapeFit.Misfit(array.At(i), shape, path, ElementValues.NoCounterpart);
            }

            if (value is null && shape.IsValueType)
            {
                throw ShapeFit.Misfit(array.At(i), shape, path, ArrayText.NoTime);
            }

            distance = Math.Max(distance, ShapeFit.Distance(value, shape, path));
            path.Leave();
        }

        return array.IsList ? distance : Wider + distance;
    }

    /// <summary>A list of numbers is as far away as the number it begins with.</summary>
    private static int DistanceOfNumbers(PickleArray list, DeclaredShape shape, Type type, ConversionPath path)
    {
        var misfit = ElementCopy.AlwaysFits(list.Type, type) ? ElementCopy.Whole : FindMisfit(list, type);
        if (misfit != ElementCopy.Whole)
        {
            throw Misfit(list, misfit, shape, path);
        }

        ElementValues.TryGet(list, 0, out var first);
        return ShapeFit.Distance(first, shape, path);
    }

    private static bool IsFloat(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half);

    // Of several types that take every element the smallest is the nearest.
    private static int SizeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Int16 => 2,
        TypeCode.UInt16 => 3,
        TypeCode.Int32 => 4,
        TypeCode.UInt32 => 5,
        TypeCode.Int64 => 6,
        TypeCode.UInt64 => 7,
        TypeCode.Single => 9,
        TypeCode.Double => 10,
        _ => 8,
    };

    /// <summary>Copies to nowhere, a piece at a time.</summary>
    private static int FindMisfit(PickleArray array, Type type)
    {
        var target = ElementCopy.Room(type, Math.Min(Batch, array.Count));
        for (var start = 0; start < array.Count; start += target.Length)
        {
            if (array.Count - start < target.Length)
            {
                target = ElementCopy.Room(type, array.Count - start);
            }

            var misfit = ElementCopy.Copy(array.Part(start, target.Length), target);
            if (misfit != ElementCopy.Whole)
            {
                return start + misfit;
            }
        }

        return ElementCopy.Whole;
    }

    private static PickleException Misfit(PickleArray array, int index, DeclaredShape shape, ConversionPath path)
    {
        path.Enter(ArrayText.StepTo(array, index));
        return ShapeFit.Misfit(
            array.At(index), shape, path, ElementValues.WhyMisfit(array, index, shape.Scalar!));
    }
}
