using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Scalars;

/// <summary>Immutable framework classes whose objects cross by what they are made from.</summary>
internal static class ClassScalar
{
    public static Type? WireTypeOf(object value, Type type)
    {
        switch (value)
        {
            case string or Version or DBNull:
                return type;
            case StringComparer comparer when ComparerScalar.Handles(comparer):
                return typeof(StringComparer);
            case CultureInfo culture when CultureScalar.Handles(culture):
                return typeof(CultureInfo);
            case Encoding encoding when EncodingScalar.Handles(encoding):
                return typeof(Encoding);
            case TimeZoneInfo zone when TimeZoneScalar.Handles(zone):
                return typeof(TimeZoneInfo);
            default:
                return IsUri(type) ? type : null;
        }
    }

    public static void Write(ItemWriter items, object value)
    {
        switch (value)
        {
            case string text:
                items.WriteString(text);
                break;
            case Version version:
                items.WriteInt(version.Major);
                items.WriteInt(version.Minor);
                items.WriteInt(version.Build);
                items.WriteInt(version.Revision);
                break;
            case StringComparer comparer:
                ComparerScalar.Write(items, comparer);
                break;
            case CultureInfo culture:
                CultureScalar.Write(items, culture);
                break;
            case Encoding encoding:
                EncodingScalar.Write(items, encoding);
                break;
            case TimeZoneInfo zone:
                TimeZoneScalar.Write(items, zone);
                break;
            case DBNull:
                break;
            default:
                WriteUri(items, value);
                break;
        }
    }

    public static object Read(ItemReader items, Type type)
    {
        if (type == typeof(Version))
        {
            return ReadVersion(items);
        }

        if (type == typeof(StringComparer))
        {
            return ComparerScalar.Read(items);
        }

        if (type == typeof(CultureInfo))
        {
            return CultureScalar.Read(items);
        }

        if (type == typeof(Encoding))
        {
            return EncodingScalar.Read(items);
        }

        if (type == typeof(TimeZoneInfo))
        {
            return TimeZoneScalar.Read(items);
        }

        if (type == typeof(DBNull))
        {
            return DBNull.Value;
        }

        return IsUri(type) ? ReadUri(items) : throw ItemReader.Damaged();
    }

    private static Version ReadVersion(ItemReader items)
    {
        var major = (int)items.NextInt();
        var minor = (int)items.NextInt();
        var build = (int)items.NextInt();
        var revision = (int)items.NextInt();
        return (build, revision) switch
        {
            ( < 0, _) => new Version(major, minor),
            (_, < 0) => new Version(major, minor, build),
            _ => new Version(major, minor, build, revision),
        };
    }

    // By name, because Uri is in an assembly of its own.
    private static bool IsUri(Type type) => type.FullName == "System.Uri" && FrameworkTypes.Owns(type);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteUri(ItemWriter items, object value)
    {
        var uri = (Uri)value;
        items.WriteBool(uri.IsAbsoluteUri);
        items.WriteString(uri.OriginalString);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Uri ReadUri(ItemReader items)
    {
        UriKind kind = items.NextBool() ? UriKind.Absolute : UriKind.Relative;
        return new Uri(items.NextString(), kind);
    }
}
