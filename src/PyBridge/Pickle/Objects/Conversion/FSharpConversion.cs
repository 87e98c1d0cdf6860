using System;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to F# options, unions, lists and maps; F# sets and records are created like those of C#.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The type is a declared one, so it exists.")]
internal static class FSharpConversion
{
    /// <summary>Converts to an option or a union; <see langword="null"/> if the type is neither.</summary>
    public static object? TryConvert(ValueConverter converter, object general, DeclaredType type)
    {
        if (FSharpTypes.IsOption(type.Type))
        {
            Type content = type.Type.GetGenericArguments()[0];
            object? value = converter.ConvertPart(general, converter.TypeOf(content), PathStep.Transparent);
            return type.Type.GetMethod(type.Type.IsValueType ? "NewValueSome" : "Some")!.Invoke(null, [value]);
        }

        return type.IsUnion ? ConvertUnion(converter, general, type) : null;
    }

    /// <summary>Creates a list from an array, or a map from a dictionary; else <see langword="null"/>.</summary>
    public static object? TryMake(Type type, object source)
    {
        if (FSharpTypes.IsList(type) && source is Array)
        {
            Type list = type.Assembly.GetType("Microsoft.FSharp.Collections.ListModule", throwOnError: true)!;
            return list.GetMethod("OfArray")!.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [source]);
        }

        if (!FSharpTypes.IsMap(type) || source is not IDictionary dictionary)
        {
            return null;
        }

        Type pair = typeof(Tuple<,>).MakeGenericType(type.GetGenericArguments());
        var pairs = Array.CreateInstance(pair, dictionary.Count);
        int position = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            pairs.SetValue(Activator.CreateInstance(pair, entry.Key, entry.Value), position++);
        }

        return Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions | BindingFlags.CreateInstance
            | BindingFlags.Instance | BindingFlags.Public, binder: null, [pairs], culture: null);
    }

    private static object ConvertUnion(ValueConverter converter, object general, DeclaredType type)
    {
        if (general is not PickleDictionary members
            || !members.TryGetValue(FSharpValues.CaseKey, out object? named) || named is not string name)
        {
            throw converter.Error(general, type, $"a dict with '{FSharpValues.CaseKey}' is wanted");
        }

        foreach (object @case in UnionCases.Of(type.Type))
        {
            if (UnionCases.NameOf(@case) == name)
            {
                return Make(converter, members, type, @case);
            }
        }

        throw converter.Error(general, type, $"it has no case '{ConversionError.Show(name)}'");
    }

    private static object Make(ValueConverter converter, PickleDictionary members, DeclaredType type, object @case)
    {
        PropertyInfo[] fields = UnionCases.FieldsOf(@case);
        var values = new object?[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            values[i] = members.TryGetValue(fields[i].Name, out object? value)
                ? converter.ConvertPart(
                    value, converter.TypeOf(fields[i].PropertyType), PathStep.Member(fields[i].Name))
                : throw converter.Error(members, type, $"there is no value for '{fields[i].Name}'");
        }

        return members.Count == fields.Length + 1
            ? FSharpTypes.Call(
                FSharpTypes.LibraryOf(type.Type), "Reflection.FSharpValue", "MakeUnion", @case, values,
                FSharpValues.AllMembers(type.Type))!
            : throw converter.Error(members, type, $"the case has {fields.Length} fields");
    }
}
