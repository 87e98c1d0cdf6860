using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>What a process can tell about itself, and change about itself.</summary>
internal static class Reports
{
    public static JsonNode? Report(JsonObject step, ReceivedArguments? received) => step["what"]!.GetValue<string>() switch
    {
        "arguments" => Arguments(received!),
        "directory" => new JsonObject { ["file"] = Environment.CurrentDirectory },
        "environment" => Environment.GetEnvironmentVariable(step["variable"]!.GetValue<string>()),
        "descriptor" => new JsonObject { ["file"] = new FileInfo($"/proc/self/fd/{step["number"]}").LinkTarget },
        "file_open" => IsOpen(step["file"]!.GetValue<string>()),
        "argument_sizes" => new JsonArray([.. received!.Positional.Select(text => JsonValue.Create(((string)text!).Length))]),
        "named_semaphores" => NamedSemaphores(),
        "umask" => FileModeMask(),
        "stdin" => Console.In.ReadToEnd(),
        "stdin_line" => Console.In.ReadLine() is { } line ? line + "\n" : null,
        var what => SystemReports.Report(what, step),
    };

    public static void Change(string what, JsonNode value)
    {
        switch (what)
        {
            case "directory":
                Environment.CurrentDirectory = Directory.CreateDirectory(value.GetValue<string>()).FullName;
                break;
            case "environment":
                foreach (var (name, text) in value.AsObject())
                {
                    Environment.SetEnvironmentVariable(name, text!.GetValue<string>());
                }

                break;
            case "umask":
                _ = LibC.SetFileModeMask(Convert.ToUInt32(value.GetValue<string>(), 8));
                break;
            case "inheritable_file":
                LibC.OpenInheritable(value.GetValue<string>());
                break;
            case "executable" when PythonChildren.Wanted:
                PythonChildren.Use(value.GetValue<string>());
                break;
            case "executable":
                Environment.SetEnvironmentVariable("PYBRIDGE_DOTNET", value.GetValue<string>());
                break;
            default:
                SystemReports.Change(what, value);
                break;
        }
    }

    /// <summary>Whether any descriptor of this process is that file.</summary>
    private static bool IsOpen(string name) => new DirectoryInfo("/proc/self/fd").EnumerateFiles()
        .Any(descriptor => Path.GetFileName(descriptor.LinkTarget) == name);

    /// <summary>How many semaphores that this process has opened still have a name.</summary>
    private static int NamedSemaphores() => File.ReadLines("/proc/self/maps")
        .Where(line => line.Contains("/dev/shm/sem.", StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
        .Distinct()
        .Count(name => !name.EndsWith("(deleted)", StringComparison.Ordinal));

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
