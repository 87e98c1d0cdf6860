using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;
using PyBridge.Handing;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Calls.Overloads;

/// <summary>
/// Whether a Python value can become a declared type, as far as metadata tells, and how well it fits: 0 for the type's
/// natural counterpart, more for others. It refuses nothing that the child could convert.
/// </summary>
internal static class ShapeFit
{
    private const int Worst = 100;

    /// <summary>The distance of a value from a type.</summary>
    /// <exception cref="PickleException">It cannot become one (<c>TypeError</c>).</exception>
    public static int Distance(object? value, DeclaredShape shape, ConversionPath path)
    {
        if (ExactValue.Of(value) is { } exact)
        {
            return exact.TypeName == shape.Name ? 0 : 1 + Distance(exact.Plain, shape, path);
        }

        if (value is null)
        {
            return shape.IsValueType ? throw Misfit(value, shape, path) : DistanceOfNone(shape);
        }

        if (shape.Kind != ShapeKind.Shared && ForeignValues.AdviceWithoutCounterpart(value) is { } advice)
        {
            throw Misfit(value, shape, path, advice);
        }

        if (value is PickleInstance recipe && ForeignScalars.TryGet(recipe, out var plain))
        {
            return plain is null && shape.IsValueType
                ? throw Misfit(value, shape, path, ArrayText.NoTime)
                : 1 + Distance(plain, shape, path);
        }

        if (shape.Kind != ShapeKind.Optional && ArrayForms.Of(value) is { } array
            && ArrayFit.Distance(array, value, shape, path) is { } distance)
        {
            return distance;
        }

        switch (shape.Kind)
        {
            case ShapeKind.Scalar:
                return DistanceToScalar(value, shape.Scalar!, path);
            case ShapeKind.Optional:
                return 1 + Distance(value, shape.Item!, path);
            case ShapeKind.Sequence:
                return DistanceToSequence(value, shape, path);
            case ShapeKind.Dictionary:
                return DistanceToDictionary(value, shape, path);
            case ShapeKind.Enum:
                return value is long or BigInteger or string or PickleInstance
                    ? value is PickleInstance ? 0 : Far(value)
                    : throw Misfit(value, shape, path);
            case ShapeKind.Members:
                return IsComposed(value) ? Near(value) : throw Misfit(value, shape, path);
            case ShapeKind.Shared:
                return SharedTypes.ComeFrom(value, shape.Name)
                    ? 0
                    : throw Misfit(value, shape, path, $"{Counterparts.OfShared(shape.Name)} is wanted");
            case ShapeKind.Anything:
                return Worst;
            default:
                return Worst / 2;
        }
    }

    /// <summary>The error for a value that cannot become a type.</summary>
    public static PickleException Misfit(object? value, DeclaredShape shape, ConversionPath path, string? reason = null) =>
        ConversionError.Of(value, shape.Name, path, reason, shape.Counterpart);

    private static int PartDistance(object? value, DeclaredShape shape, ConversionPath path, in PathStep step)
    {
        path.Enter(step);
        var distance = Distance(value, shape, path);
        path.Leave();
        return distance;
    }

    private static int DistanceOfNone(DeclaredShape shape) => shape.Kind == ShapeKind.Anything ? Worst : 0;

    /// <summary>Performs the conversion itself, which is the same in the child, and discards the result.</summary>
    private static int DistanceToScalar(object value, Type type, ConversionPath path)
    {
        if (EnumValues.ValueOf(value) is { } inner)
        {
            return 1 + DistanceToScalar(inner, type, path);
        }

        if (!ScalarConversion.TryConvert(value, type, path, out _))
        {
            throw ConversionError.Of(value, type, path);
        }

        var order = value switch
        {
            bool => OrderOf(type, typeof(bool)),
            long or BigInteger => OrderOf(
                type, typeof(int), typeof(long), typeof(Int128), typeof(BigInteger), typeof(uint), typeof(ulong),
                typeof(short), typeof(ushort), typeof(sbyte), typeof(byte), typeof(nint), typeof(nuint),
                typeof(UInt128), typeof(double), typeof(decimal), typeof(float)),
            double => OrderOf(type, typeof(double), typeof(float), typeof(Half)),
            string => OrderOf(type, typeof(string), typeof(char), typeof(Rune), typeof(StringBuilder), typeof(Uri)),
            DateTimeOffset => OrderOf(type, typeof(DateTimeOffset)),
            _ => 0,
        };
        return order;
    }

    private static int OrderOf(Type type, params ReadOnlySpan<Type> preferred)
    {
        var index = preferred.IndexOf(type);
        return index < 0 ? preferred.Length : index;
    }

    private static int DistanceToSequence(object value, DeclaredShape shape, ConversionPath path)
    {
        switch (value)
        {
            case byte[] or PickleByteArray or PickleBuffer:
                return shape.Item!.Scalar == typeof(byte)
                    ? shape.Name.EndsWith("[]", StringComparison.Ordinal) ? 0 : 1
                    : throw Misfit(value, shape, path);
            case List<object?> or PickleTuple or PickleSet or PickleFrozenSet:
                return DistanceOfItems((IEnumerable<object?>)value, shape.Item!, path);
            case PickleInstance instance when EnumValues.ValueOf(instance) is { } inner:
                return 1 + DistanceToSequence(inner, shape, path);
            case PickleInstance instance when PythonCollections.ContentOf(instance) is List<object?> items:
                return Far(value) + DistanceOfItems(items, shape.Item!, path);
            case PickleInstance instance when NamedTuples.FieldsOf(instance) is { } fields:
                return Far(value) + DistanceOfItems(NamedTuples.ItemsOf(fields), shape.Item!, path);
            case PickleInstance instance when PythonRange.CountOf(instance) is { } count:
                return Far(value) + DistanceOfRange(instance, count, shape.Item!, path);
            default:
                throw Misfit(value, shape, path);
        }
    }

    private static int DistanceOfItems(IEnumerable<object?> items, DeclaredShape shape, ConversionPath path)
    {
        var distance = 0;
        var position = 0;
        foreach (var item in items)
        {
            distance = Math.Max(distance, PartDistance(item, shape, path, PathStep.Index(position++)));
        }

        return distance;
    }

    /// <summary>Both ends tell of all numbers, and nobody waits for as many as a range may have.</summary>
    private static int DistanceOfRange(PickleInstance range, long count, DeclaredShape shape, ConversionPath path)
    {
        if (PythonRange.EndsOf(range) is not var (first, last))
        {
            return 0;
        }

        var distance = PartDistance(first, shape, path, PathStep.Index(0));
        return Math.Max(distance, PartDistance(last, shape, path, PathStep.Index((int)Math.Min(count - 1, int.MaxValue))));
    }

    private static int DistanceToDictionary(object value, DeclaredShape shape, ConversionPath path)
    {
        if (value is PickleInstance instance && PythonCollections.ContentOf(instance) is PickleDictionary content)
        {
            return Far(value) + DistanceToDictionary(content, shape, path);
        }

        if (value is not PickleDictionary dictionary)
        {
            throw Misfit(value, shape, path);
        }

        var distance = 0;
        var position = 0;
        foreach (var (key, item) in dictionary)
        {
            distance = Math.Max(distance, PartDistance(key, shape.Key!, path, PathStep.KeyAt(position++)));
            distance = Math.Max(distance, PartDistance(item, shape.Item!, path, PathStep.Key(key)));
        }

        return distance;
    }

    private static bool IsComposed(object value) =>
        value is PickleInstance or PickleDictionary or List<object?> or PickleTuple or PickleSet or PickleFrozenSet
            or byte[] or PickleByteArray or PickleBuffer;

    private static int Near(object value) => value is PickleInstance ? 0 : 2;

    private static int Far(object value) => value is PickleInstance ? 10 : 20;
}
