using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The public members of objects on their way to Python.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
internal static class PythonMembers
{
    private const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>The values of readable public properties, and of public fields, by name.</summary>
    /// <exception cref="PickleException">A property threw.</exception>
    public static List<KeyValuePair<string, object?>> Of(object value, ConversionPath path)
    {
        var members = new List<KeyValuePair<string, object?>>();
        foreach (PropertyInfo property in value.GetType().GetProperties(Public))
        {
            if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            {
                members.Add(KeyValuePair.Create(property.Name, Read(property, value, path)));
            }
        }

        foreach (FieldInfo field in value.GetType().GetFields(Public))
        {
            members.Add(KeyValuePair.Create(field.Name, field.GetValue(value)));
        }

        return members;
    }

    private static object? Read(PropertyInfo property, object value, ConversionPath path)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException exception)
        {
            string place = $"{path}.{property.Name}";
            throw new PickleException(
                $"cannot pickle {place}: the property threw {exception.InnerException}",
                "TypeError",
                exception.InnerException)
            {
                Path = place,
            };
        }
    }
}
