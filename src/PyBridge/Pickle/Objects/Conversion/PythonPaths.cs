using System.Text;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>The paths of Python's <c>pathlib</c>, whose pickles hold their parts.</summary>
internal static class PythonPaths
{
    /// <summary>The path as text; <see langword="null"/> if a value is none.</summary>
    public static string? Of(object general)
    {
        if (general is not PickleInstance { Kind: PickleInstanceKind.Call, Content: null } instance
            || instance.Class is not PickleGlobal { Module: "pathlib" or "pathlib._local", QualifiedName: "PosixPath" or "PurePosixPath" })
        {
            return null;
        }

        var path = new StringBuilder();
        foreach (object? part in instance.Args.Items)
        {
            if (part is not string text)
            {
                return null;
            }

            if (text.StartsWith('/'))
            {
                path.Clear(); // what follows a root begins anew
            }
            else if (path.Length > 0 && path[^1] != '/')
            {
                path.Append('/');
            }

            path.Append(text);
        }

        return path.Length == 0 ? "." : path.ToString();
    }
}
