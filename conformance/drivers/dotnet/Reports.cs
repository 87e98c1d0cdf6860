using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PyBridge.Conformance.Lane.Json;

namespace PyBridge.Conformance.Lane;

/// <summary>What a process can tell about itself, and change about itself.</summary>
internal static class Reports
{
    public static JsonNode? Report(JsonObject step, ReceivedArguments? received) => step["what"]!.AsText() switch
    {
        "arguments" => Arguments(received!),
        "directory" => new JsonObject { ["file"] = Environment.CurrentDirectory },
        "environment" => Environment.GetEnvironmentVariable(step["variable"]!.AsText()),
        "descriptor" => new JsonObject { ["file"] = new FileInfo($"/proc/self/fd/{step["number"]}").LinkTarget },
        "file_open" => IsOpen(step["file"]!.AsText()),
        "argument_sizes" => new JsonArray([.. received!.Positional.Select(text => (JsonNode?)((string)text!).Length)]),
        "umask" => FileModeMask(),
        "stdin" => Console.In.ReadToEnd(),
        "stdin_line" => Console.In.ReadLine() is { } line ? line + "\n" : null,
        var what => throw new UnknownStepException($"report of {what}"),
    };

    public static void Change(string what, JsonNode value)
    {
        switch (what)
        {
            case "directory":
                Environment.CurrentDirectory = Directory.CreateDirectory(value.AsText()).FullName;
                break;
            case "environment":
                foreach (var (name, text) in value.AsObject())
                {
                    Environment.SetEnvironmentVariable(name, text!.AsText());
                }

                break;
            case "umask":
                _ = LibC.SetFileModeMask(Convert.ToUInt32(value.AsText(), 8));
                break;
            case "inheritable_file":
                LibC.OpenInheritable(value.AsText());
                break;
            case "executable" when PythonChildren.Wanted:
                PythonChildren.Use(value.AsText());
                break;
            case "executable":
                Environment.SetEnvironmentVariable("PYBRIDGE_DOTNET", value.AsText());
                break;
            default:
                throw new UnknownStepException($"change of {what}");
        }
    }

    /// <summary>Whether any descriptor of this process is that file.</summary>
    private static bool IsOpen(string name) => new DirectoryInfo("/proc/self/fd").EnumerateFiles()
        .Any(descriptor => Path.GetFileName(descriptor.LinkTarget) == name);

    private static string FileModeMask()
    {
        var mask = LibC.SetFileModeMask(0);
        _ = LibC.SetFileModeMask(mask);
        return "0o" + Convert.ToString(mask, 8);
    }

    private static JsonObject Arguments(ReceivedArguments received) => new()
    {
        ["args"] = Values.Encode(received.Positional),
        ["kwargs"] = new JsonObject(received.Named
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Values.Encode(pair.Value)))),
    };
}
