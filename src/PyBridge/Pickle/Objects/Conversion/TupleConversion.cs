using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to <c>ValueTuple</c>, <c>Tuple</c> and <c>KeyValuePair</c>, item by item.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
internal static class TupleConversion
{
    private const int RestIndex = 7;

    /// <summary>Converts; <see langword="null"/> where the type is no tuple.</summary>
    public static object? TryConvert(ValueConverter converter, object general, Type type, string path)
    {
        bool isPair = type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        if (!isPair && !(typeof(ITuple).IsAssignableFrom(type) && FrameworkTypes.Owns(type)))
        {
            return null;
        }

        IReadOnlyList<object?> items = general switch
        {
            PickleTuple tuple => tuple,
            List<object?> list => list,

            // A named tuple.
            PickleInstance { Content: null, Args: { Count: > 0 } args } => args,
            PickleInstance instance when NamedTuples.FieldsOf(instance) is { } fields => NamedTuples.ItemsOf(fields),
            _ => throw ConversionError.Of(general, type, path),
        };
        int length = LengthOf(type);
        return length == items.Count
            ? Create(converter, items, 0, type, path)
            : throw ConversionError.Of(general, type, path, $"{length} items are wanted, but there are {items.Count}");
    }

    private static int LengthOf(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        return arguments.Length <= RestIndex ? arguments.Length : RestIndex + LengthOf(arguments[RestIndex]);
    }

    private static object Create(
        ValueConverter converter, IReadOnlyList<object?> items, int start, Type type, string path)
    {
        Type[] arguments = type.GetGenericArguments();
        var values = new object?[arguments.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i == RestIndex
                ? Create(converter, items, start + RestIndex, arguments[i], path)
                : converter.Convert(items[start + i], arguments[i], $"{path}[{start + i}]");
        }

        // By the fields: native code has no constructor of an instantiation that the program itself never makes.
        FrameworkMembers.KeepFields();
        object made = RuntimeHelpers.GetUninitializedObject(type);
        FieldInfo[] fields = ObjectFields.Of(type);
        for (int i = 0; i < values.Length; i++)
        {
            fields[i].SetValue(made, values[i]);
        }

        return made;
    }
}
