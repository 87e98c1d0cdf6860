using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Classes from Python's own library that are collections in everything but their pickle.</summary>
internal static class PythonCollections
{
    /// <summary>The collection in an instance; <see langword="null"/> if it is not one of these.</summary>
    public static object? ContentOf(PickleInstance instance) =>
        instance.Class is not PickleGlobal { Module: "collections" } type ? null : type.QualifiedName switch
        {
            "OrderedDict" or "defaultdict" => instance.DictItems ?? new PickleDictionary(),
            "Counter" => instance.Args is { Count: 1 } args ? args[0] as PickleDictionary : null,
            "deque" => instance.ListItems ?? [],
            _ => null,
        };
}
