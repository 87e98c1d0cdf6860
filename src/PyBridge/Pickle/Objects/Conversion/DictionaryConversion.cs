using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts to dictionaries.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The dictionary is a declared type, so it exists.")]
internal static class DictionaryConversion
{
    /// <summary>Converts; <see langword="null"/> where either is no dictionary.</summary>
    public static object? TryConvert(ValueConverter converter, object general, Type type, string path)
    {
        if (general is not PickleDictionary source || TypesOf(type) is not var (keyType, valueType))
        {
            return null;
        }

        Type plain = typeof(Dictionary<,>).MakeGenericType(keyType, valueType);
        bool isOwn = !type.IsAbstract && !type.IsInterface && typeof(IDictionary).IsAssignableFrom(type)
            && type.GetConstructor([]) is not null;
        var dictionary = (IDictionary)Activator.CreateInstance(isOwn ? type : plain)!;
        if (type.IsInstanceOfType(dictionary))
        {
            converter.Register(general, type, dictionary);
        }

        int position = 0;
        foreach ((object? key, object? value) in source)
        {
            object converted = converter.Convert(key, keyType, $"{path}.Keys[{position++}]")
                ?? throw ConversionError.Of(general, type, path, "a key is None");
            dictionary[converted] = converter.Convert(value, valueType, PathTo(path, key));
        }

        return CollectionFactory.Make(type, dictionary);
    }

    /// <summary>The path to the value of a key.</summary>
    public static string PathTo(string path, object? key)
    {
        var text = new StringBuilder(path);
        PathStep.Key(key).AppendTo(text);
        return text.ToString();
    }

    private static (Type Key, Type Value)? TypesOf(Type type)
    {
        if (type == typeof(IDictionary) || type == typeof(Hashtable))
        {
            return (typeof(object), typeof(object));
        }

        if (FromInterface(type) is { } own)
        {
            return own;
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            if (FromInterface(implemented) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (Type Key, Type Value)? FromInterface(Type type)
    {
        if (!type.IsInterface || !type.IsConstructedGenericType)
        {
            return null;
        }

        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        return definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>)
            ? (arguments[0], arguments[1])
            : null;
    }
}
