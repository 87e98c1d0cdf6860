using System.Collections.Generic;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The attributes of a Python object, as far as its pickle reveals them.</summary>
internal static class PythonAttributes
{
    /// <summary>The attributes by name; <see langword="null"/> if none are visible.</summary>
    public static List<KeyValuePair<string, object?>>? Of(PickleInstance instance)
    {
        if (NamedTuples.FieldsOf(instance) is { } fields)
        {
            return Named([fields]);
        }

        switch (instance.State)
        {
            case PickleDictionary state:
                return Named([state]);

            // An object with __slots__: what is in its __dict__, if it has one, and what is in the slots.
            case PickleTuple { Count: 2 } state when state[1] is PickleDictionary slots:
                return Named(state[0] is PickleDictionary attributes ? [attributes, slots] : [slots]);
            default:
                return null;
        }
    }

    private static List<KeyValuePair<string, object?>>? Named(PickleDictionary[] states)
    {
        var attributes = new List<KeyValuePair<string, object?>>();
        foreach (PickleDictionary state in states)
        {
            foreach ((object? key, object? value) in state)
            {
                if (key is not string name)
                {
                    return null;
                }

                attributes.Add(KeyValuePair.Create(name, value));
            }
        }

        return attributes;
    }
}
