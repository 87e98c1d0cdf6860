using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Deployments;

/// <summary>
/// A copy of the host program as a package's user has it, without files that belong to the library as a program; and with a
/// setting in its runtimeconfig.
/// </summary>
internal sealed class MovedProgram : IDisposable
{
    /// <summary>What a child with the program's settings prints.</summary>
    public const string SettingLine = "setting: kept \"as\" is";

    private const string Name = "PyBridge.Tests.Host";

    private readonly string _root = Directory.CreateTempSubdirectory("pybridge-moved-").FullName;

    public MovedProgram()
    {
        Folder = Directory.CreateDirectory(Path.Combine(_root, "programme für alle")).FullName;
        foreach (var file in Directory.GetFiles(HostProgram.Folder))
        {
            File.Copy(file, InFolder(Path.GetFileName(file)));
        }

        File.Delete(InFolder("PyBridge.runtimeconfig.json"));
        File.Delete(InFolder("PyBridge.deps.json"));
        Temporary = Directory.CreateDirectory(Path.Combine(_root, "tmp")).FullName;
        var content = JsonNode.Parse(File.ReadAllText(RuntimeConfig))!;
        content["runtimeOptions"]!["configProperties"]!["Acme.Setting"] = "kept \"as\" is";
        File.WriteAllText(RuntimeConfig, content.ToJsonString());
    }

    public string Folder { get; }

    /// <summary>A folder for the program's temporary files, to see that none is left.</summary>
    public string Temporary { get; }

    public string Assembly => InFolder(Name + ".dll");

    public string RuntimeConfig => InFolder(Name + ".runtimeconfig.json");

    public string Deps => InFolder(Name + ".deps.json");

    public string InFolder(string file) => Path.Combine(Folder, file);

    /// <summary>A path beside the folder.</summary>
    public string Elsewhere(string file) => Path.Combine(_root, file);

    /// <summary>Lets the library be one that is found in a folder of packages, as deps.json files of builds do.</summary>
    /// <returns>That folder.</returns>
    public string MoveLibraryToPackage()
    {
        var content = JsonNode.Parse(File.ReadAllText(Deps))!;
        var target = content["targets"]![(string)content["runtimeTarget"]!["name"]!]!.AsObject();
        var package = target.Single(entry => entry.Key.StartsWith("PyBridge/", StringComparison.Ordinal)).Key;
        target[package]!["runtime"] = new JsonObject { ["lib/net10.0/PyBridge.dll"] = new JsonObject() };
        content["libraries"]![package] =
            new JsonObject { ["type"] = "package", ["serviceable"] = true, ["sha512"] = "", ["path"] = "pybridge/any" };
        File.WriteAllText(Deps, content.ToJsonString());

        var probed = Elsewhere("packages");
        var library = Directory.CreateDirectory(Path.Combine(probed, "pybridge", "any", "lib", "net10.0")).FullName;
        File.Move(InFolder("PyBridge.dll"), Path.Combine(library, "PyBridge.dll"));
        return probed;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
