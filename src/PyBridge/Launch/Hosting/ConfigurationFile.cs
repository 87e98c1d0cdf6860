using System;
using System.IO;
using System.Text;

namespace PyBridge.Launch.Hosting;

/// <summary>
/// A configuration in a file that only this user can read, until it is disposed. It cannot be one in memory: the host asks
/// for the true path, and such a file has none.
/// </summary>
internal sealed class ConfigurationFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pybridge-").FullName;

    public ConfigurationFile(string text)
    {
        Path = System.IO.Path.Combine(_folder, "child.runtimeconfig.json");
        try
        {
            File.WriteAllText(Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
