using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts arrays of Python's libraries: numbers that fit are copied all at once.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of primitive types exist, and others are declared.")]
internal static class ArrayConversion
{
    /// <summary>Converts to a declared type.</summary>
    /// <exception cref="PickleException">The type has not as many dimensions, or an element does not fit.</exception>
    public static object Convert(ValueConverter converter, PickleArray array, object general, DeclaredType type)
    {
        if (type.Item is not { } element)
        {
            // Tuples and the like take the items that a list would have.
            return array.Shape.Length == 1 && (type.Tuple is not null || type.IsUnion)
                ? converter.ConvertInstead(ToList(converter, array), type)
                : throw converter.Error(general, type, ArrayText.WrongRank(array, 0));
        }

        int rank = type.Type.IsArray ? type.Type.GetArrayRank() : 1;
        if (rank > 1)
        {
            return rank == array.Shape.Length
                ? Fill(converter, array, Array.CreateInstanceFromArrayType(type.Type, array.Shape), element)
                : throw converter.Error(general, type, ArrayText.WrongRank(array, rank));
        }

        if (array.Shape.Length == 0 || (array.Shape.Length > 1 && !CanHoldRows(element)))
        {
            throw converter.Error(general, type, ArrayText.WrongRank(array, 1));
        }

        if (array.Shape.Length > 1 || type.IsKeyed)
        {
            return converter.ConvertInstead(ToList(converter, array), type);
        }

        Array items = Fill(converter, array, Array.CreateInstance(element.Declared, array.Count), element);
        return CollectionFactory.Make(CollectionFor(type.Type, element.Declared), items)
            ?? converter.ConvertInstead(ToList(converter, array), type);
    }

    /// <summary>Converts to an array of the type and the dimensions that it has.</summary>
    public static object ToNatural(ValueConverter converter, PickleArray array, object general)
    {
        Type element = array.IsList ? typeof(object) : NaturalOf(array);
        Type declared = array.IsList ? typeof(List<object?>) : array.Shape.Length == 1 ? element.MakeArrayType() : element.MakeArrayType(array.Shape.Length);
        return Convert(converter, array, general, converter.TypeOf(declared));
    }

    private static Array Fill(ValueConverter converter, PickleArray source, Array target, DeclaredType element)
    {
        converter.Spend(source.Elements.Length);
        if (ElementCopy.CanCopy(source, element.Declared))
        {
            int misfit = ElementCopy.Copy(source, target);
            return misfit == ElementCopy.Whole
                ? target
                : throw Misfit(converter, source, misfit, element, ArrayText.StepTo(source, misfit));
        }

        int[] indices = new int[target.Rank];
        for (int i = 0; i < source.Count; i++)
        {
            target.SetValue(ValueAt(converter, source, i, element, ArrayText.StepTo(source, i)), indices);
            Advance(indices, source.Shape);
        }

        return target;
    }

    private static object? ValueAt(ValueConverter converter, PickleArray source, int index, DeclaredType element, in PathStep step)
    {
        if (!ElementValues.TryGet(source, index, out object? value))
        {
            converter.Enter(step);
            throw converter.Error(source.At(index), element, ElementValues.NoCounterpart);
        }

        if (value is null && !element.TakesNone)
        {
            converter.Enter(step);
            throw converter.Error(source.At(index), element, ArrayText.NoTime);
        }

        return converter.ConvertPart(value, element, step);
    }

    private static PickleException Misfit(
        ValueConverter converter, PickleArray source, int index, DeclaredType element, in PathStep step)
    {
        converter.Enter(step);
        return converter.Error(source.At(index), element, ElementValues.WhyMisfit(source, index, element.Type));
    }

    private static void Advance(int[] indices, int[] lengths)
    {
        for (int i = indices.Length - 1; i >= 0 && ++indices[i] == lengths[i]; i--)
        {
            indices[i] = 0;
        }
    }

    /// <summary>The items of one dimension, which may be arrays of the others.</summary>
    private static List<object?> ToList(ValueConverter converter, PickleArray array)
    {
        // Rows without elements cost the message nothing.
        int count = array.Shape[0];
        converter.Unfold(count);
        converter.Spend(array.Elements.Length);
        var items = new List<object?>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(array.Shape.Length > 1 ? array.Row(i)
                : ElementValues.TryGet(array, i, out object? value) ? value
                : array.At(i));
        }

        return items;
    }

    private static bool CanHoldRows(DeclaredType element) =>
        element.IsObject || (element.Item is not null && element.Type != typeof(string));

    /// <summary>A list where items may be added, which an array would refuse.</summary>
    private static Type CollectionFor(Type declared, Type element) =>
        declared.IsConstructedGenericType
        && declared.GetGenericTypeDefinition() is var definition
        && (definition == typeof(IList<>) || definition == typeof(ICollection<>))
            ? typeof(List<>).MakeGenericType(element)
            : declared;

    private static Type NaturalOf(PickleArray array) => (array.Type.Kind, array.Type.Size) switch
    {
        (ElementKind.Boolean, _) => typeof(bool),
        (ElementKind.Signed, 1) => typeof(sbyte),
        (ElementKind.Signed, 2) => typeof(short),
        (ElementKind.Signed, 4) => typeof(int),
        (ElementKind.Signed, _) => typeof(long),
        (ElementKind.Unsigned, 1) => typeof(byte),
        (ElementKind.Unsigned, 2) => typeof(ushort),
        (ElementKind.Unsigned, 4) => typeof(uint),
        (ElementKind.Unsigned, _) => typeof(ulong),
        (ElementKind.Float, 2) => typeof(Half),
        (ElementKind.Float, 4) => typeof(float),
        (ElementKind.Float, _) => typeof(double),
        (ElementKind.Complex, _) => typeof(Complex),
        (ElementKind.Moment, _) => HasNoTime(array) ? typeof(DateTime?) : typeof(DateTime),
        (ElementKind.Duration, _) => HasNoTime(array) ? typeof(TimeSpan?) : typeof(TimeSpan),
        (ElementKind.Text, _) => typeof(string),
        _ => typeof(byte[]),
    };

    private static bool HasNoTime(PickleArray array)
    {
        for (int i = 0; i < array.Count; i++)
        {
            if (ElementValues.IsNotATime(array, i))
            {
                return true;
            }
        }

        return false;
    }
}
