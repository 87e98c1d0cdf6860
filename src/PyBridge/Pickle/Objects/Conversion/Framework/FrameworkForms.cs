using System;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// Values of .NET's own classes that have a counterpart in Python's standard library or among its built-in types, but are
/// not in every program. Which class it is is asked by namespace first: a worker loads no assembly that its values are not of.
/// </summary>
internal static class FrameworkForms
{
    /// <summary>Converts a value on its way to Python.</summary>
    /// <returns>Whether it is one of these.</returns>
    /// <exception cref="PickleException">It is, and means nothing to Python.</exception>
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        switch (value.GetType().Namespace)
        {
            case "System":
                return Slices.TryWrite(writer, value, out general) || Memories.TryWrite(writer, value, out general)
                    || Zones.TryWrite(value, out general);
            case "System.IO":
                return FilePaths.TryWrite(value, out general);
            case "System.Net":
                return NetworkAddresses.TryWrite(writer, value, out general);
            case "System.Text.Json" or "System.Text.Json.Nodes":
                return JsonWriting.TryWrite(writer, value, out general);
            case "System.Data":
                return Tables.TryWrite(writer, value, out general);
            case "System.Collections.Specialized":
                return NamedValues.TryWrite(writer, value, out general);
            default:
                general = null;
                return false;
        }
    }

    /// <summary>Whether <see cref="Find"/> is to be asked about a type: not about those of applications.</summary>
    public static bool MayConvertTo(Type type) =>
        type.Namespace is "System" or "System.IO" or "System.Net" or "System.Text.Json" or "System.Text.Json.Nodes" or "System.Dynamic"
        && FrameworkTypes.Owns(type);

    /// <summary>Converts a value from Python to one of these types.</summary>
    /// <returns><see langword="null"/> if the type is none of them.</returns>
    /// <exception cref="PickleException">It is, but the value does not fit.</exception>
    public static object? Find(ValueConverter converter, object general, DeclaredType type) => type.Type.Namespace switch
    {
        "System" => Slices.Find(converter, general, type),
        "System.IO" => FilePaths.Find(converter, general, type),
        "System.Net" => NetworkAddresses.Find(converter, general, type),
        "System.Text.Json" or "System.Text.Json.Nodes" => JsonReading.Find(converter, general, type),
        "System.Dynamic" => DynamicObjects.Find(converter, general, type),
        _ => null,
    };

    /// <summary>A call of a class of Python's standard library with some arguments: how most of its values are pickled.</summary>
    internal static PickleInstance Call(string module, string name, params object?[] arguments) =>
        new(PickleInstanceKind.Call, new PickleGlobal(module, name), new PickleTuple(arguments));

    /// <summary>The arguments of a call of one of a module's classes; <see langword="null"/> if a value is none.</summary>
    internal static PickleTuple? ArgumentsOf(object general, string module, params ReadOnlySpan<string> names) =>
        general is PickleInstance { Kind: PickleInstanceKind.Call, Content: null, Class: PickleGlobal type } instance
        && type.Module == module && names.Contains(type.QualifiedName)
            ? instance.Args
            : null;
}
