using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace PyBridge.Calls.Packages;

/// <summary>The folders in which NuGet keeps unpacked packages, as restoring a project finds them.</summary>
/// <remarks>
/// NuGet: <c>NUGET_PACKAGES</c>, else <c>globalPackagesFolder</c> of the nearest <c>nuget.config</c>, else
/// <c>~/.nuget/packages</c>; then the <c>fallbackPackageFolders</c> of all.
/// </remarks>
internal static class PackageFolders
{
    private static readonly string[] ConfigurationNames = ["nuget.config", "NuGet.config", "NuGet.Config"];

    /// <summary>The folders for a file, the one that is written to first; some may not exist.</summary>
    /// <param name="file">The full path of a file of the project, from whose folder upwards configurations count.</param>
    public static IReadOnlyList<string> Of(string file)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string? global = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set : null;
        var fallbacks = new List<string>();
        foreach (var (folder, configuration) in Configurations(file, home))
        {
            foreach (var (section, key, value) in Settings(configuration))
            {
                var path = Path.Combine(folder, Expanded(value));
                if (section == "config" && key.Equals("globalPackagesFolder", StringComparison.OrdinalIgnoreCase))
                {
                    global ??= path;
                }
                else if (section == "fallbackPackageFolders")
                {
                    fallbacks.Add(path);
                }
            }
        }

        return [global ?? Path.Combine(home, ".nuget", "packages"), .. fallbacks];
    }

    /// <summary>The nearest first, the user's last.</summary>
    private static IEnumerable<(string Folder, string File)> Configurations(string file, string home)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (ConfigurationIn(folder) is { } found)
            {
                yield return (folder, found);
            }
        }

        foreach (var folder in new[] { Path.Combine(home, ".nuget", "NuGet"), Path.Combine(home, ".config", "NuGet") })
        {
            if (ConfigurationIn(folder) is { } found)
            {
                yield return (folder, found);
            }
        }
    }

    private static string? ConfigurationIn(string folder)
    {
        var name = Array.Find(ConfigurationNames, name => File.Exists(Path.Combine(folder, name)));
        return name is null ? null : Path.Combine(folder, name);
    }

    private static IEnumerable<(string Section, string Key, string Value)> Settings(string file)
    {
        XElement? root;
        try
        {
            root = XDocument.Load(file).Root;
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            yield break; // who restores the project is told; here it is one place less to look at
        }

        foreach (var section in root?.Elements() ?? [])
        {
            foreach (var setting in section.Elements("add"))
            {
                if ((string?)setting.Attribute("key") is { } key && (string?)setting.Attribute("value") is { } value)
                {
                    yield return (section.Name.LocalName, key, value);
                }
            }
        }
    }

    /// <summary>NuGet writes variables as Windows does, on every system.</summary>
    private static string Expanded(string value)
    {
        var parts = value.Split('%');
        for (var i = 1; i < parts.Length - 1; i += 2)
        {
            parts[i] = Environment.GetEnvironmentVariable(parts[i]) ?? $"%{parts[i]}%";
        }

        return string.Concat(parts);
    }
}
