using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PyBridge.Calls.Packages;

/// <summary>
/// The files that a library has in packages, by its deps.json. A class library is built without copies of them; where
/// NuGet has unpacked them, they are.
/// </summary>
/// <remarks>It is asked last, for what is found nowhere else; a worker that lacks nothing loads no parser.</remarks>
[SuppressMessage(
    "ApiDesign", "RS0030:Do not use banned APIs", Justification = "Only where an assembly is missing, never at a start.")]
internal sealed class PackageAssets
{
    private readonly List<Asset> _assets = [];
    private readonly IReadOnlyList<string> _folders;

    private PackageAssets(string file) => _folders = PackageFolders.Of(file);

    /// <summary>The folders that are looked into.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>Reads the deps.json beside a library; what is not to be read has no assets.</summary>
    /// <param name="file">The library's full path.</param>
    public static PackageAssets Of(string file)
    {
        var assets = new PackageAssets(file);
        try
        {
            using var stream = File.OpenRead(Path.ChangeExtension(file, ".deps.json"));
            using var manifest = JsonDocument.Parse(stream);
            assets.Read(manifest.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or KeyNotFoundException)
        {
            // The runtime, which reads it first, says what is wrong with it.
        }

        return assets;
    }

    /// <summary>The path of an assembly in a package; <see langword="null"/> if there is none.</summary>
    /// <param name="name">Its simple name.</param>
    /// <param name="culture">The culture of a satellite assembly, else empty.</param>
    public string? FindAssembly(string name, string culture) =>
        PathOf(asset => !asset.IsNative && asset.Locale == culture
            && Path.GetFileName(asset.File).Equals(name + ".dll", StringComparison.OrdinalIgnoreCase));

    /// <summary>The path of a native library in a package; <see langword="null"/> if there is none.</summary>
    /// <param name="names">The file names that it may have, in order.</param>
    public string? FindNativeLibrary(string[] names)
    {
        foreach (var name in names)
        {
            if (PathOf(asset => asset.IsNative && Path.GetFileName(asset.File) == name) is { } path)
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The package that should have an assembly, as <c>name/version</c>; <see langword="null"/> if none.</summary>
    /// <param name="name">The assembly's simple name.</param>
    public string? PackageOf(string name) =>
        _assets.Find(asset => Path.GetFileName(asset.File).Equals(name + ".dll", StringComparison.OrdinalIgnoreCase))?.Package;

    private string? PathOf(Predicate<Asset> wanted)
    {
        foreach (var asset in _assets.FindAll(wanted))
        {
            foreach (var folder in _folders)
            {
                var path = Path.Combine(folder, asset.Folder, asset.File);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    private void Read(JsonElement manifest)
    {
        var target = manifest.GetProperty("runtimeTarget").GetProperty("name").GetString()!;
        var libraries = manifest.GetProperty("libraries");
        foreach (var entry in manifest.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            if (libraries.TryGetProperty(entry.Name, out var library)
                && library.TryGetProperty("type", out var type) && type.GetString() == "package"
                && library.TryGetProperty("path", out var folder))
            {
                ReadPackage(entry.Name, folder.GetString()!, entry.Value);
            }
        }
    }

    private void ReadPackage(string package, string folder, JsonElement files)
    {
        // What is for this system only comes before what is for all.
        var specific = new List<(int Rank, Asset Asset)>();
        foreach (var file in Files(files, "runtimeTargets"))
        {
            var rank = Array.IndexOf(Systems, file.Value.GetProperty("rid").GetString());
            if (rank >= 0)
            {
                var isNative = file.Value.GetProperty("assetType").GetString() == "native";
                specific.Add((rank, new Asset(package, folder, file.Name, string.Empty, isNative)));
            }
        }

        specific.Sort((one, other) => one.Rank.CompareTo(other.Rank));
        _assets.AddRange(specific.ConvertAll(each => each.Asset));
        foreach (var file in Files(files, "runtime"))
        {
            _assets.Add(new Asset(package, folder, file.Name, string.Empty, IsNative: false));
        }

        foreach (var file in Files(files, "native"))
        {
            _assets.Add(new Asset(package, folder, file.Name, string.Empty, IsNative: true));
        }

        foreach (var file in Files(files, "resources"))
        {
            _assets.Add(new Asset(package, folder, file.Name, file.Value.GetProperty("locale").GetString()!, IsNative: false));
        }
    }

    private static JsonElement.ObjectEnumerator Files(JsonElement package, string kind) =>
        package.TryGetProperty(kind, out var files) ? files.EnumerateObject() : default;

    /// <summary>The names under which packages have files for this system, the narrowest first.</summary>
    private static string[] Systems
    {
        get
        {
            var system = RuntimeInformation.RuntimeIdentifier; // linux-x64, linux-musl-x64
            var architecture = system[(system.LastIndexOf('-') + 1)..];
            return system.Contains("musl", StringComparison.Ordinal)
                ? [system, "linux-musl", $"linux-{architecture}", "linux", $"unix-{architecture}", "unix", "any"]
                : [system, $"linux-{architecture}", "linux", $"unix-{architecture}", "unix", "any"];
        }
    }

    private sealed record Asset(string Package, string Folder, string File, string Locale, bool IsNative);
}
