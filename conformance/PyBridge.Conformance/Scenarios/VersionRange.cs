using System;
using System.Linq;

namespace PyBridge.Conformance.Scenarios;

/// <summary>A set of versions written as conditions that must all hold, for example <c>&gt;=3.8,&lt;3.13</c>.</summary>
internal sealed class VersionRange
{
    private readonly (string Operator, Version Bound)[] _conditions;

    private VersionRange((string, Version)[] conditions) => _conditions = conditions;

    /// <summary>Every version.</summary>
    public static VersionRange All { get; } = new([]);

    public static VersionRange Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? All : new([.. text.Split(',').Select(ParseCondition)]);

    public bool Contains(Version version) => _conditions.All(condition => Holds(condition, version));

    public override string ToString() =>
        string.Join(',', _conditions.Select(condition => condition.Operator + condition.Bound));

    private static (string, Version) ParseCondition(string condition)
    {
        var text = condition.Trim();
        var length = text.TakeWhile(c => c is '<' or '>' or '=').Count();
        if (length == 0 || !Version.TryParse(text[length..], out var bound))
        {
            throw new FormatException($"'{condition}' is not a version condition such as >=3.8");
        }

        return (text[..length], bound);
    }

    // A bound of two parts speaks of every patch level: 3.8.18 is not greater than 3.8.
    private static bool Holds((string Operator, Version Bound) condition, Version version)
    {
        var compared = condition.Bound.Build < 0 ? new Version(version.Major, version.Minor) : version;
        var order = compared.CompareTo(condition.Bound);
        return condition.Operator switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "==" or "=" => order == 0,
            _ => throw new FormatException($"'{condition.Operator}' is not one of >= <= > < =="),
        };
    }
}
