using System.Reflection;

namespace PyBridge.Launch;

/// <summary>Field names as their authors wrote them.</summary>
internal static class FieldNames
{
    private const string BackingFieldMark = ">k__BackingField";

    /// <summary>For the field behind an automatic property, the property's name.</summary>
    public static string Shown(FieldInfo field) =>
        field.Name.EndsWith(BackingFieldMark, System.StringComparison.Ordinal)
            ? field.Name[1..^BackingFieldMark.Length]
            : field.Name;
}
