using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// How tuples of a type are created: through their fields, because native code has no constructor for an instantiation
/// that the program itself never creates.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2077", Justification = Reasons.ApplicationIsRooted)]
internal sealed class TuplePlan
{
    private const int RestIndex = 7;

    private readonly Type _type;
    private readonly FieldInfo[] _fields;
    private readonly DeclaredType[] _items;

    /// <summary>Prepares for a type.</summary>
    public TuplePlan(DeclaredTypes types, Type type)
    {
        FrameworkMembers.KeepFields();
        _type = type;
        _fields = ObjectFields.Of(type);
        _items = Array.ConvertAll(type.GetGenericArguments(), types.Of);
        Length = _items.Length <= RestIndex ? _items.Length : RestIndex + _items[RestIndex].Tuple!.Length;
    }

    /// <summary>The number of items, including those of a nested rest.</summary>
    public int Length { get; }

    /// <summary>Whether a type is a framework tuple, or a key-value pair.</summary>
    public static bool IsTuple(Type type) =>
        FrameworkTypes.Owns(type)
        && (typeof(ITuple).IsAssignableFrom(type)
            || (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)));

    /// <summary>Creates a tuple from items.</summary>
    /// <param name="converter">Converts the items.</param>
    /// <param name="items">General values.</param>
    /// <param name="start">The index of the first one.</param>
    public object Make(ValueConverter converter, IReadOnlyList<object?> items, int start = 0)
    {
        object made = RuntimeHelpers.GetUninitializedObject(_type);
        for (int i = 0; i < _items.Length; i++)
        {
            _fields[i].SetValue(made, i == RestIndex
                ? _items[RestIndex].Tuple!.Make(converter, items, start + RestIndex)
                : converter.ConvertPart(items[start + i], _items[i], PathStep.Index(start + i)));
        }

        return made;
    }
}
