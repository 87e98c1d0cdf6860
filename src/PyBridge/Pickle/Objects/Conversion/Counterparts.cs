using System;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// What values of Python a type is for, in their own words: an error that knows no better reason names them, because not every
/// user of Python knows the types of .NET.
/// </summary>
internal static class Counterparts
{
    /// <summary>For a dictionary.</summary>
    public const string Entries = "a dict";

    /// <summary>For an enum.</summary>
    public const string EnumMember = "a member's name or number";

    /// <summary>For a class, record or struct of an application.</summary>
    public const string Members = "a dict or an object with its members";

    /// <summary>Of a declared type; <see langword="null"/> if Python has nothing plain for it.</summary>
    public static string? Of(DeclaredType type) =>
        Of(type.Type)
            ?? OfShared(type.Type.ToString())
            ?? (type.Tuple is { } tuple ? $"a tuple of {tuple.Length}"
                : type.Entries is not null ? Entries
                : type.Item is { } item ? Items(type.Type.ToString(), item.Type)
                : MemberConversion.MayConvertTo(type.Type) ? Members
                : null);

    /// <summary>Of a type whose values have no parts that are declared; <see langword="null"/> for others.</summary>
    public static string? Of(Type type) => type.IsEnum ? EnumMember : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "a bool",
        TypeCode.Char => "a str of one character",
        TypeCode.String => "a str",
        TypeCode.Single or TypeCode.Double => "a float",
        TypeCode.Decimal => "a decimal.Decimal",
        TypeCode.DateTime => "a datetime.datetime",
        TypeCode.Object => OfClass(type),
        TypeCode.DBNull => null,
        _ => "an int",
    };

    /// <summary>Of a type of this library that processes share; <see langword="null"/> for others.</summary>
    /// <param name="name">Its full name.</param>
    public static string? OfShared(string name) => name switch
    {
        "PyBridge.Queues.Queue" => "a pybridge.Queue()",
        "PyBridge.Queues.JoinableQueue" => "a pybridge.JoinableQueue()",
        "PyBridge.Queues.SimpleQueue" => "a pybridge.SimpleQueue()",
        "PyBridge.Connections.Connection" => "an end of a pybridge.Pipe()",
        _ => null,
    };

    /// <summary>Why nothing of Python becomes a value of a type; <see langword="null"/> where its kind does not tell.</summary>
    public static string? WhyNone(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? "code does not cross"
        : type.IsInterface ? "it is an interface, and nothing says which class is meant"
        : type.IsAbstract ? "it is abstract, and nothing says which class is meant"
        : null;

    /// <summary>For an array or a collection.</summary>
    /// <param name="name">The name of its type, as .NET prints it.</param>
    /// <param name="item">The type of its items, where that is known.</param>
    public static string Items(string name, Type? item)
    {
        int end = name.IndexOf('[', StringComparison.Ordinal);
        return name.EndsWith(",]", StringComparison.Ordinal) ? "a list of lists"
            : item == typeof(byte) ? "a bytes object"
            : end > 0 && name[^2] != '[' && name.AsSpan(0, end).EndsWith("Set`1") ? "a set"
            : "a list";
    }

    // By name, so that no assembly is loaded that the program does not use.
    private static string? OfClass(Type type) => !FrameworkTypes.Owns(type) ? null : type.FullName switch
    {
        "System.Numerics.BigInteger" or "System.Int128" or "System.UInt128" or "System.IntPtr" or "System.UIntPtr"
            or "System.Index" => "an int",
        "System.Text.StringBuilder" => "a str",
        "System.Half" => "a float",
        "System.Numerics.Complex" => "a complex",
        "System.Text.Rune" => "a str of one character",
        "System.Uri" => "a str that is an address",
        "System.Version" => "a str such as '1.2'",
        "System.Guid" => "a uuid.UUID",
        "System.DateTimeOffset" => "a datetime.datetime with tzinfo",
        "System.DateOnly" => "a datetime.date",
        "System.TimeOnly" => "a datetime.time",
        "System.TimeSpan" => "a datetime.timedelta",
        "System.TimeZoneInfo" => "a zoneinfo.ZoneInfo",
        "System.Range" => "a slice of two int",
        "System.IO.FileInfo" or "System.IO.DirectoryInfo" => "a str or a pathlib.Path",
        "System.Net.IPAddress" => "an IP address of ipaddress or its text",
        "System.Net.IPNetwork" => "an IP network of ipaddress or its text",
        "System.Net.IPEndPoint" => "a tuple of IP address and port",
        "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument" or "System.Text.Json.Nodes.JsonNode"
            or "System.Text.Json.Nodes.JsonValue" => "what json.dumps takes",
        _ => null,
    };
}
