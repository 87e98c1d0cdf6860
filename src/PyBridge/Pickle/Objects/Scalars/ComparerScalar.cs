using System;
using System.Globalization;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>The comparers of <see cref="StringComparer"/>, by what they do.</summary>
internal static class ComparerScalar
{
    private const int Ordinal = 0;
    private const int OrdinalIgnoreCase = 1;
    private const int CultureAware = 2;

    public static bool Handles(StringComparer comparer) =>
        StringComparer.IsWellKnownOrdinalComparer(comparer, out _)
        || StringComparer.IsWellKnownCultureAwareComparer(comparer, out _, out _);

    public static void Write(ItemWriter items, StringComparer comparer)
    {
        if (StringComparer.IsWellKnownOrdinalComparer(comparer, out bool ignoreCase))
        {
            items.WriteInt(ignoreCase ? OrdinalIgnoreCase : Ordinal);
        }
        else if (StringComparer.IsWellKnownCultureAwareComparer(comparer, out CompareInfo? culture, out var options))
        {
            items.WriteInt(CultureAware);
            items.WriteString(culture.Name);
            items.WriteInt((long)options);
        }
    }

    public static StringComparer Read(ItemReader items) => items.NextInt() switch
    {
        Ordinal => StringComparer.Ordinal,
        OrdinalIgnoreCase => StringComparer.OrdinalIgnoreCase,
        CultureAware => StringComparer.Create(
            CultureInfo.GetCultureInfo(items.NextString()), (CompareOptions)items.NextInt()),
        _ => throw ItemReader.Damaged(),
    };
}
