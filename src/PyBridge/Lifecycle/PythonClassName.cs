using System;

namespace PyBridge.Lifecycle;

/// <summary>The name of a .NET class as Python's <c>__name__</c> would be: no namespace, no outer class, no arity.</summary>
internal static class PythonClassName
{
    public static string Of(Type type)
    {
        var name = type.Name;
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }
}
