using System.IO;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// <see cref="FileInfo"/> and <see cref="DirectoryInfo"/> are <c>pathlib.PosixPath</c>, with the full path that they had here:
/// the other process may have another current folder.
/// </summary>
internal static class FilePaths
{
    public static bool TryWrite(object value, out object? general)
    {
        general = value is FileSystemInfo file ? FrameworkForms.Call("pathlib", "PosixPath", file.FullName) : null;
        return general is not null;
    }

    public static object? Find(ValueConverter converter, object general, DeclaredType type)
    {
        if (type.Type != typeof(FileInfo) && type.Type != typeof(DirectoryInfo))
        {
            return null;
        }

        string file = general as string ?? PythonPaths.Of(general) ?? throw converter.Error(general, type);
        return file.Length == 0 || file.Contains('\0') ? throw converter.Error(general, type, "it names no file")
            : type.Type == typeof(FileInfo) ? new FileInfo(file)
            : new DirectoryInfo(file);
    }
}
