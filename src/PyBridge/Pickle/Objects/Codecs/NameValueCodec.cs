using System.Collections;
using System.Collections.Specialized;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><see cref="NameValueCollection"/>: the values of each name in their order, and what compares names.</summary>
internal sealed class NameValueCodec() : ObjectCodec(typeof(NameValueCollection))
{
    // Nothing public tells it. By its own way of saying which field it is: where there is none, the default is assumed.
    private static readonly FieldInfo? Comparer =
        typeof(NameObjectCollectionBase).GetField("_keyComparer", BindingFlags.Instance | BindingFlags.NonPublic);

    private static readonly object? Default = Comparer?.GetValue(new NameValueCollection());

    /// <inheritdoc/>
    public override void DescribeShell(object value, PartSink parts)
    {
        object? comparer = Comparer?.GetValue(value);
        parts.Add(Equals(comparer, Default) ? null : comparer, typeof(object), PathStep.Member("Comparer"));
    }

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => items.ReadObject() switch
    {
        null => new NameValueCollection(),
        IEqualityComparer comparer => new NameValueCollection(comparer),
        _ => throw ItemReader.Damaged(),
    };

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        var collection = (NameValueCollection)value;
        parts.AddRaw(collection.Count);
        for (int i = 0; i < collection.Count; i++)
        {
            string?[]? values = collection.GetValues(i);
            parts.AddRaw(collection.GetKey(i));
            parts.AddRaw(values?.Length ?? 0);
            foreach (string? item in values ?? [])
            {
                parts.AddRaw(item);
            }
        }
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        var collection = (NameValueCollection)shell;
        for (int left = items.NextItemCount(); left > 0; left--)
        {
            string? name = items.NextStringOrNone();
            int count = items.NextItemCount();
            if (count == 0)
            {
                collection.Add(name, null);
            }

            for (; count > 0; count--)
            {
                collection.Add(name, items.NextStringOrNone());
            }
        }
    }
}
