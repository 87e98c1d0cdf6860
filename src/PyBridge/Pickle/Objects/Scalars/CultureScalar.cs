using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>Cultures, by name. One with changed formats has no name and is refused.</summary>
internal static class CultureScalar
{
    /// <summary>Whether the culture is what its name implies.</summary>
    public static bool Handles(CultureInfo culture)
    {
        if (culture.GetType() != typeof(CultureInfo))
        {
            return false;
        }

        if (culture.IsReadOnly)
        {
            return true;
        }

        CultureInfo named = CultureInfo.GetCultureInfo(culture.Name);
        return AreSame(culture.NumberFormat, named.NumberFormat)
            && AreSame(culture.DateTimeFormat, named.DateTimeFormat);
    }

    public static void Write(ItemWriter items, CultureInfo culture)
    {
        items.WriteString(culture.Name);
        items.WriteBool(culture.IsReadOnly);
    }

    public static CultureInfo Read(ItemReader items)
    {
        string name = items.NextString();
        return items.NextBool() ? CultureInfo.GetCultureInfo(name) : new CultureInfo(name);
    }

    private static bool AreSame<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        T left, T right)
    {
        foreach (PropertyInfo property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.CanWrite && !AreSameValues(property.GetValue(left), property.GetValue(right)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSameValues(object? left, object? right) => (left, right) switch
    {
        (string[] ours, string[] theirs) => ours.AsSpan().SequenceEqual(theirs),
        (int[] ours, int[] theirs) => ours.AsSpan().SequenceEqual(theirs),
        (Calendar ours, Calendar theirs) => ours.GetType() == theirs.GetType(),
        _ => Equals(left, right),
    };
}
