using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Converts to classes, records and structs of applications: from a <c>dict</c> or the attributes of an object, by the
/// names of constructor parameters, properties and fields; from a named tuple, by the order of parameters.
/// </summary>
/// <remarks>
/// Chooses the public constructor that uses the most values and lacks none; properties and fields get the others. Each
/// value must have a place, and each <see langword="required"/> member a value.
/// </remarks>
internal readonly ref struct MemberConversion
{
    private static readonly List<KeyValuePair<string, object?>> NoNames = [];

    private readonly ValueConverter _converter;
    private readonly object _general;
    private readonly DeclaredType _type;

    private MemberConversion(ValueConverter converter, object general, DeclaredType type)
    {
        _converter = converter;
        _general = general;
        _type = type;
    }

    /// <summary>Converts; <see langword="null"/> if the type has no members to fill, or the value none.</summary>
    public static object? TryConvert(ValueConverter converter, object general, DeclaredType type)
    {
        if (!MayConvertTo(type.Type))
        {
            return null;
        }

        var conversion = new MemberConversion(converter, general, type);
        switch (general)
        {
            case PickleDictionary dictionary:
                return conversion.ByName(
                    NamesOf(dictionary) ?? throw converter.Error(general, type, "a key is not a str"));
            case PickleInstance instance when PythonAttributes.Of(instance) is { } attributes:
                return conversion.ByName(attributes);
            case PickleInstance { Content: null, Kwargs: null, Args: var args }:
                return conversion.ByPosition(args);
            default:
                return null;
        }
    }

    /// <summary>Whether a type may have members to fill.</summary>
    public static bool MayConvertTo(Type type) =>
        !type.IsAbstract && !type.IsArray && !FrameworkTypes.Owns(type) && !typeof(Delegate).IsAssignableFrom(type);

    private static List<KeyValuePair<string, object?>>? NamesOf(PickleDictionary dictionary)
    {
        if (dictionary.Count == 0)
        {
            return NoNames;
        }

        var names = new List<KeyValuePair<string, object?>>(dictionary.Count);
        for (int i = 0; i < dictionary.Count; i++)
        {
            (object? key, object? value) = dictionary.EntryAt(i);
            if (key is not string name)
            {
                return null;
            }

            names.Add(KeyValuePair.Create(name, value));
        }

        return names;
    }

    private object ByPosition(PickleTuple values)
    {
        foreach (MemberPlan.Constructor constructor in _type.Members.Constructors)
        {
            MemberPlan.Parameter[] parameters = constructor.Parameters;
            if (parameters.Length != values.Count)
            {
                continue;
            }

            var arguments = new object?[parameters.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = _converter.ConvertPart(
                    values[i], parameters[i].Type, PathStep.Member(parameters[i].Name));
            }

            return constructor.Invoke(arguments);
        }

        throw _converter.Error(_general, _type, $"no constructor takes {values.Count} values");
    }

    private object ByName(List<KeyValuePair<string, object?>> values)
    {
        MemberPlan.Constructor? constructor = ChooseConstructor(values);
        MemberPlan.Parameter[] parameters = constructor?.Parameters ?? [];
        object?[] arguments = parameters.Length == 0 ? [] : new object?[parameters.Length];
        bool[] isUsed = values.Count == 0 ? [] : new bool[values.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            int index = IndexOf(values, parameters[i].Name, isUsed);
            arguments[i] = index < 0
                ? parameters[i].Default
                : _converter.ConvertPart(values[index].Value, parameters[i].Type, PathStep.Member(values[index].Key));
        }

        object made = constructor?.Invoke(arguments) ?? CreateStruct(_type.Type);
        if (!_type.Type.IsValueType)
        {
            _converter.Register(_general, _type, made);
        }

        SetMembers(made, values, isUsed, constructor);
        return made;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
    private static object CreateStruct(Type type) => Activator.CreateInstance(type)!;

    private MemberPlan.Constructor? ChooseConstructor(List<KeyValuePair<string, object?>> values)
    {
        MemberPlan.Constructor? best = null;
        int bestUsed = _type.Type.IsValueType ? 0 : -1;
        string? missing = null;
        foreach (MemberPlan.Constructor constructor in _type.Members.Constructors)
        {
            int used = 0;
            string? lacking = null;
            foreach (MemberPlan.Parameter parameter in constructor.Parameters)
            {
                if (IndexOf(values, parameter.Name) >= 0)
                {
                    used++;
                }
                else if (!parameter.IsOptional)
                {
                    lacking ??= parameter.Name;
                }
            }

            missing ??= lacking;
            if (lacking is null && used > bestUsed)
            {
                (best, bestUsed) = (constructor, used);
            }
        }

        return bestUsed >= 0 ? best : throw _converter.Error(
            _general,
            _type,
            missing is null ? "it has no public constructor" : $"there is no value for '{missing}'");
    }

    private void SetMembers(
        object made, List<KeyValuePair<string, object?>> values, bool[] isUsed, MemberPlan.Constructor? constructor)
    {
        bool isComplete = constructor is { SetsRequiredMembers: true };
        foreach (MemberPlan.Member member in _type.Members.Members)
        {
            int index = IndexOf(values, member.Name, isUsed);
            if (index >= 0)
            {
                member.Set(made, _converter.ConvertPart(
                    values[index].Value, member.Type, PathStep.Member(values[index].Key)));
            }
            else if (!isComplete && member.IsRequired)
            {
                throw _converter.Error(_general, _type, $"there is no value for '{member.Name}'");
            }
        }

        int left = Array.IndexOf(isUsed, false);
        if (left >= 0)
        {
            throw _converter.Error(
                _general, _type, $"it has no member for '{ConversionError.Show(values[left].Key)}'");
        }
    }

    /// <summary>Finds an unused value and marks it as used.</summary>
    private static int IndexOf(List<KeyValuePair<string, object?>> values, string name, bool[] isUsed)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (!isUsed[i] && LooseNames.AreSame(values[i].Key, name))
            {
                isUsed[i] = true;
                return i;
            }
        }

        return -1;
    }

    private static int IndexOf(List<KeyValuePair<string, object?>> values, string name)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (LooseNames.AreSame(values[i].Key, name))
            {
                return i;
            }
        }

        return -1;
    }
}
