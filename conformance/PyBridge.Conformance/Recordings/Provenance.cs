using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Recordings;

/// <summary>
/// What made an answer, besides its scenario, each as a digest. Where nothing of it has changed, a reference would give
/// the answer that is recorded, and need not be asked.
/// </summary>
/// <param name="Interpreter">The build of the Python, and its own <c>multiprocessing</c>.</param>
/// <param name="Driver">The program that plays the scenario.</param>
/// <param name="Stage">What leads the program, and what rewrites its observations.</param>
internal sealed record Provenance(string Interpreter, string Driver, string Stage)
{
    private const int Digits = 12;

    /// <summary>Of a lane of this machine.</summary>
    /// <param name="interpreter">The build, as <see cref="Lanes.PythonInterpreter.Build"/>.</param>
    /// <param name="laneFile">The file that describes the lane; its driver lies beside it.</param>
    /// <param name="suite">The folder <c>conformance</c>.</param>
    public static Provenance Of(string interpreter, string laneFile, string suite)
    {
        var driver = Path.GetDirectoryName(laneFile)!;
        return new Provenance(
            interpreter,
            Digest(driver, [laneFile, .. Directory.EnumerateFiles(driver, "*.py")]),
            Digest(suite, [
                .. Directory.EnumerateFiles(Path.Combine(suite, "stage"), "*.py"),
                .. Directory.EnumerateFiles(Path.Combine(suite, "PyBridge.Conformance", "Observations"), "*.cs")]));
    }

    public static Provenance? Parse(JsonNode? document) => document is null
        ? null
        : new(
            document["interpreter"]!.GetValue<string>(),
            document["driver"]!.GetValue<string>(),
            document["stage"]!.GetValue<string>());

    public JsonObject ToJson() => new() { ["interpreter"] = Interpreter, ["driver"] = Driver, ["stage"] = Stage };

    /// <summary>What is another than it was, in words.</summary>
    public IEnumerable<string> ChangesSince(Provenance earlier)
    {
        (string What, bool Changed)[] parts =
        [
            ("interpreter", Interpreter != earlier.Interpreter),
            ("driver", Driver != earlier.Driver),
            ("stage", Stage != earlier.Stage),
        ];
        return parts.Where(part => part.Changed).Select(part => part.What);
    }

    private static string Digest(string folder, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in files.Select(path => (Path.GetRelativePath(folder, path), path)).Order())
        {
            var content = File.ReadAllBytes(path);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
