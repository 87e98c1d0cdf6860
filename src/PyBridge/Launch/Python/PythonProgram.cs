using System.IO;

namespace PyBridge.Launch.Python;

/// <summary>The programs of Python that travel to interpreters which have nothing of PyBridge.</summary>
internal static class PythonProgram
{
    /// <summary>The text of one that reads callables, by its file's name, with what says where a module was looked for.</summary>
    public static string WithModules(string name) => Text("modules.py") + Text(name);

    /// <summary>The text of one, by its file's name.</summary>
    public static string Text(string name)
    {
        using var resource = typeof(PythonProgram).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
