using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Python's named tuples as pickles for C# describe them: <c>cls.__new__(cls, field=item, …)</c>.</summary>
internal static class NamedTuples
{
    /// <summary>The items, in the order of the fields.</summary>
    public static PickleTuple ItemsOf(PickleDictionary fields)
    {
        var items = new object?[fields.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = fields.EntryAt(i).Value;
        }

        return PickleTuple.Of(items);
    }

    /// <summary>The fields of a named tuple; <see langword="null"/> if an instance is not one.</summary>
    public static PickleDictionary? FieldsOf(PickleInstance instance) =>
        instance is { Kind: PickleInstanceKind.New, Content: null, Args.Count: 0, Kwargs: { } fields } ? fields : null;
}
