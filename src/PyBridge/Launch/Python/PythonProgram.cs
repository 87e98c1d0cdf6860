using System.IO;

namespace PyBridge.Launch.Python;

/// <summary>The programs of Python that travel to interpreters which have nothing of PyBridge.</summary>
internal static class PythonProgram
{
    /// <summary>The text of one, by its file's name.</summary>
    public static string Text(string name)
    {
        using var resource = typeof(PythonProgram).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
