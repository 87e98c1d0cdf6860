using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Converts to classes, records and structs of applications: from a <c>dict</c> or the attributes of an object, by the
/// names of constructor parameters, properties and fields; from a named tuple, by the order of parameters.
/// </summary>
/// <remarks>
/// The public constructor is taken that uses the most of the values and lacks none; properties and fields get the
/// others. Each value must have a place, and each <see langword="required"/> member a value.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2077", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2080", Justification = Reasons.ApplicationIsRooted)]
internal sealed class MemberConversion
{
    private readonly ValueConverter _converter;
    private readonly object _general;
    private readonly Type _type;
    private readonly string _path;

    private MemberConversion(ValueConverter converter, object general, Type type, string path)
    {
        _converter = converter;
        _general = general;
        _type = type;
        _path = path;
    }

    /// <summary>Converts; <see langword="null"/> where the type has no members to fill or the value none.</summary>
    public static object? TryConvert(ValueConverter converter, object general, Type type, string path)
    {
        if (type.IsAbstract || type.IsArray || FrameworkTypes.Owns(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            return null;
        }

        var conversion = new MemberConversion(converter, general, type, path);
        switch (general)
        {
            case PickleDictionary dictionary:
                return conversion.ByName(NamesOf(dictionary) ?? throw ConversionError.Of(
                    general, type, path, "a key is not a str"));
            case PickleInstance instance when PythonAttributes.Of(instance) is { } attributes:
                return conversion.ByName(attributes);
            case PickleInstance { Content: null, Kwargs: null, Args: var args }:
                return conversion.ByPosition(args);
            default:
                return null;
        }
    }

    private static List<KeyValuePair<string, object?>>? NamesOf(PickleDictionary dictionary)
    {
        var names = new List<KeyValuePair<string, object?>>();
        foreach ((object? key, object? value) in dictionary)
        {
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
        foreach (ConstructorInfo constructor in _type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            if (parameters.Length != values.Count)
            {
                continue;
            }

            var arguments = new object?[parameters.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = _converter.Convert(
                    values[i], parameters[i].ParameterType, $"{_path}.{parameters[i].Name}");
            }

            return Call(constructor, arguments);
        }

        throw ConversionError.Of(_general, _type, _path, $"no constructor takes {values.Count} values");
    }

    private object ByName(List<KeyValuePair<string, object?>> values)
    {
        (ConstructorInfo? constructor, ParameterInfo[] parameters) = ChooseConstructor(values);
        var left = new List<KeyValuePair<string, object?>>(values);
        var arguments = new object?[parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            int index = IndexOf(left, parameters[i].Name!);
            if (index < 0)
            {
                arguments[i] = parameters[i].DefaultValue;
                continue;
            }

            arguments[i] = _converter.Convert(
                left[index].Value, parameters[i].ParameterType, $"{_path}.{left[index].Key}");
            left.RemoveAt(index);
        }

        object made = constructor is null ? Activator.CreateInstance(_type)! : Call(constructor, arguments);
        if (!_type.IsValueType)
        {
            _converter.Register(_general, _type, made);
        }

        SetMembers(made, left, constructor);
        return made;
    }

    private (ConstructorInfo? Constructor, ParameterInfo[] Parameters) ChooseConstructor(
        List<KeyValuePair<string, object?>> values)
    {
        ConstructorInfo? best = null;
        ParameterInfo[] bestParameters = [];
        int bestUsed = _type.IsValueType ? 0 : -1;
        string? missing = null;
        foreach (ConstructorInfo constructor in _type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            int used = 0;
            string? lacking = null;
            foreach (ParameterInfo parameter in parameters)
            {
                if (IndexOf(values, parameter.Name!) >= 0)
                {
                    used++;
                }
                else if (!parameter.HasDefaultValue)
                {
                    lacking ??= parameter.Name;
                }
            }

            missing ??= lacking;
            if (lacking is null && used > bestUsed)
            {
                (best, bestParameters, bestUsed) = (constructor, parameters, used);
            }
        }

        return bestUsed >= 0 ? (best, bestParameters) : throw ConversionError.Of(
            _general,
            _type,
            _path,
            missing is null ? "it has no public constructor" : $"there is no value for '{missing}'");
    }

    private void SetMembers(object made, List<KeyValuePair<string, object?>> values, ConstructorInfo? constructor)
    {
        bool isComplete = constructor?.IsDefined(typeof(SetsRequiredMembersAttribute), inherit: false) ?? false;
        foreach (MemberInfo member in _type.GetMembers(BindingFlags.Instance | BindingFlags.Public))
        {
            if (SettableTypeOf(member) is not { } type)
            {
                continue;
            }

            int index = IndexOf(values, member.Name);
            if (index >= 0)
            {
                Set(member, made, _converter.Convert(values[index].Value, type, $"{_path}.{values[index].Key}"));
                values.RemoveAt(index);
            }
            else if (!isComplete && member.IsDefined(typeof(RequiredMemberAttribute), inherit: false))
            {
                throw ConversionError.Of(_general, _type, _path, $"there is no value for '{member.Name}'");
            }
        }

        if (values.Count > 0)
        {
            throw ConversionError.Of(_general, _type, _path, $"it has no member for '{values[0].Key}'");
        }
    }

    private static Type? SettableTypeOf(MemberInfo member) => member switch
    {
        PropertyInfo { SetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0 =>
            property.PropertyType,
        FieldInfo { IsInitOnly: false } field => field.FieldType,
        _ => null,
    };

    private void Set(MemberInfo member, object made, object? value)
    {
        try
        {
            if (member is PropertyInfo property)
            {
                property.SetValue(made, value);
            }
            else
            {
                ((FieldInfo)member).SetValue(made, value);
            }
        }
        catch (TargetInvocationException exception)
        {
            throw ConversionError.Of(_general, _type, _path, exception.InnerException!.Message);
        }
    }

    private object Call(ConstructorInfo constructor, object?[] arguments)
    {
        try
        {
            return constructor.Invoke(arguments);
        }
        catch (TargetInvocationException exception)
        {
            throw ConversionError.Of(_general, _type, _path, exception.InnerException!.Message);
        }
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
