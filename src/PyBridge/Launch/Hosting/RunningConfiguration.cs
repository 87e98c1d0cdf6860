using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using PyBridge.Platform;

namespace PyBridge.Launch.Hosting;

/// <summary>
/// A runtimeconfig.json made from what this process runs with, for children of a program that has none: a native program
/// that hosts .NET, one whose file is named otherwise than its host could tell, or has been removed.
/// </summary>
/// <remarks>.NET: docs/design/features/host-runtime-information.md and "runtimeconfig.json" of the documentation.</remarks>
internal static class RunningConfiguration
{
    private const string BaseFramework = "Microsoft.NETCore.App";

    /// <summary>The text. Not made by a JSON library, which would be loaded by every program that starts one child.</summary>
    public static string Text()
    {
        var text = new StringBuilder("{\"runtimeOptions\": {\"rollForward\": \"LatestPatch\", \"frameworks\": [");
        var separator = "";
        foreach (var (name, version) in Frameworks())
        {
            text.Append(separator).Append("{\"name\": ").Append(Quoted(name))
                .Append(", \"version\": ").Append(Quoted(version)).Append('}');
            separator = ", ";
        }

        text.Append("], \"configProperties\": {");
        separator = "";
        foreach (var (name, value) in ProcessPlatform.Current.RuntimeProperties())
        {
            if (!IsOfHost(name))
            {
                text.Append(separator).Append(Quoted(name)).Append(": ").Append(Quoted(value));
                separator = ", ";
            }
        }

        return text.Append("}}}\n").ToString();
    }

    /// <summary>A text in JSON.</summary>
    internal static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character is '"' or '\\' || char.IsControl(character) || char.IsSurrogate(character)
                ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// The frameworks whose assemblies this process finds by name: they lie in <c>…/shared/NAME/VERSION</c>. A runtime that
    /// lies elsewhere is a version of the base framework.
    /// </summary>
    private static List<(string Name, string Version)> Frameworks()
    {
        var frameworks = new List<(string, string)>();
        foreach (var folder in HostProperties.TrustedFolders())
        {
            var name = Path.GetFileName(Path.GetDirectoryName(folder))!;
            if (File.Exists(Path.Combine(folder, name + ".deps.json")))
            {
                frameworks.Add((name, Path.GetFileName(folder)));
            }
        }

        return frameworks.Count > 0 ? frameworks : [(BaseFramework, Environment.Version.ToString())];
    }

    /// <summary>Whether a property is one that each host sets itself, such as <c>TRUSTED_PLATFORM_ASSEMBLIES</c>.</summary>
    private static bool IsOfHost(string name) => name.AsSpan().IndexOfAnyInRange('a', 'z') < 0;
}
