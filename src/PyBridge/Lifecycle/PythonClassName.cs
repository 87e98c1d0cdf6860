using System;

namespace PyBridge.Lifecycle;

/// <summary>A .NET class's name as Python's <c>__name__</c> would be: no namespace, outer class or arity.</summary>
internal static class PythonClassName
{
    public static string Of(Type type)
    {
        var name = type.Name;
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }
}
