using System.Collections.Specialized;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// A <see cref="NameValueCollection"/> is a <c>dict</c> of names and lists of their values, as <c>urllib.parse.parse_qs</c> has it,
/// and a <see cref="StringDictionary"/> a <c>dict</c>. To enumerate them yields names alone, and entries.
/// </summary>
internal static class NamedValues
{
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value switch
        {
            NameValueCollection values => Of(writer, values),
            StringDictionary values => Of(writer, values),
            _ => null,
        };
        return general is not null;
    }

    private static PickleDictionary Of(PythonValueWriter writer, NameValueCollection values)
    {
        PickleDictionary general = writer.Register(values, new PickleDictionary());
        foreach (string? name in values.AllKeys)
        {
            general[name] = writer.PartOf(values.GetValues(name) ?? [], PathStep.Key(name));
        }

        return general;
    }

    private static PickleDictionary Of(PythonValueWriter writer, StringDictionary values)
    {
        PickleDictionary general = writer.Register(values, new PickleDictionary());
        foreach (string name in values.Keys)
        {
            general[name] = values[name];
        }

        return general;
    }
}
