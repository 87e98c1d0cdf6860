using System;
using System.Reflection;

namespace PyBridge.Calls;

/// <summary>A method's name as its author wrote it; compilers rename lambdas and local functions.</summary>
internal static class PythonMethodName
{
    private const string LocalFunctionMark = ">g__";
    private const string LambdaMark = ">b__";

    public static string Of(MethodInfo method)
    {
        var name = method.Name;
        if (name.Contains(LambdaMark, StringComparison.Ordinal))
        {
            return "<lambda>";
        }

        var start = name.IndexOf(LocalFunctionMark, StringComparison.Ordinal);
        if (start < 0)
        {
            return name;
        }

        start += LocalFunctionMark.Length;
        var end = name.IndexOf('|', start);
        return end < 0 ? name[start..] : name[start..end];
    }
}
