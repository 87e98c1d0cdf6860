using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Tests.Wire;

/// <summary>Holds the code to the test vectors that docs/protocol.md names.</summary>
[TestFixture]
internal sealed class StartMessageTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [TestCaseSource(nameof(Vectors))]
    public void Read_Vector_GivesItsContent(string file)
    {
        var vector = Load(file);
        var bytes = Convert.FromHexString(vector["message"]!.GetValue<string>());
        if (vector["error"] is { } error)
        {
            var exception = Assert.Throws<PickleException>(() => StartMessageReader.Read(new GivenBytes(bytes)))!;
            Assert.That(exception.Message, Does.Contain(error.GetValue<string>()));
            Assert.That(exception.PythonType, Is.EqualTo(vector["python_type"]!.GetValue<string>()));
            return;
        }

        var message = StartMessageReader.Read(new GivenBytes(bytes));
        Assert.That(
            Describe(message.Preparation).ToJsonString(Indented), Is.EqualTo(vector["preparation"]!.ToJsonString(Indented)));
        Assert.That(Convert.ToHexStringLower(message.Objects), Is.EqualTo(vector["objects"]!.GetValue<string>()));
        Assert.That(Convert.ToHexStringLower(message.Call), Is.EqualTo(vector["call"]!.GetValue<string>()));
    }

    [TestCaseSource(nameof(Vectors))]
    public void Encode_ContentOfVector_GivesItsBytes(string file)
    {
        var vector = Load(file);
        if (vector["error"] is not null)
        {
            Assert.Pass("no content: the vector is one of a message that cannot be read");
        }

        var bytes = Convert.FromHexString(vector["message"]!.GetValue<string>());
        var message = StartMessageReader.Read(new GivenBytes(bytes));
        var written = new List<byte>();
        foreach (var part in StartMessage.Encode(message.Preparation, message.Objects, message.Call))
        {
            written.AddRange(part.Span);
        }

        Assert.That(written, Is.EqualTo(bytes));
    }

    [Test]
    public void Read_EveryTruncation_ThrowsPickleException()
    {
        var bytes = Convert.FromHexString(Load("function.json")["message"]!.GetValue<string>());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<PickleException>(() => StartMessageReader.Read(new GivenBytes(bytes[..length])));
        }
    }

    [Test]
    public void Read_PreparationThatStopsEarly_SaysWhatIsDamaged() => Assert.That(
        () => PreparationFields.Read(new byte[1]),
        Throws.TypeOf<PickleException>().With.Message.EqualTo("the preparation of a start message cannot be read: it stops early"));

    private static IEnumerable<string> Vectors()
    {
        foreach (var path in Directory.EnumerateFiles(Folder(), "*.json"))
        {
            yield return Path.GetFileName(path);
        }
    }

    private static JsonNode Load(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), file)))!;

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "vectors");

    private static JsonObject Describe(Preparation preparation)
    {
        var types = new JsonArray();
        foreach (var type in preparation.Types)
        {
            types.Add(type.Name is { } name ? name : new JsonArray(type.Module, type.Token));
        }

        var modules = new JsonArray();
        foreach (var module in preparation.Modules)
        {
            modules.Add(new JsonArray(module.AssemblyName, module.VersionId.ToString()));
        }

        return new JsonObject
        {
            ["name"] = preparation.Name,
            ["identity"] = JsonSerializer.SerializeToNode(preparation.Identity),
            ["daemon"] = preparation.Daemon,
            ["authkey"] = Convert.ToHexStringLower(preparation.AuthKey),
            ["parent_pid"] = preparation.ParentPid,
            ["parent_name"] = preparation.ParentName,
            ["class"] = preparation.ClassNumber,
            ["arguments"] = preparation.ArgumentCount,
            ["types"] = types,
            ["modules"] = modules,
            ["assemblies"] = JsonSerializer.SerializeToNode(preparation.AssemblyFiles),
            ["native_assets"] = preparation.HasNativeAssets,
            ["entry_assembly"] = preparation.EntryAssembly,
            ["method"] = preparation.Method is { } method
                ? new JsonArray(method.File, method.VersionId.ToString(), method.Token, method.TypeToken)
                : null,
        };
    }

    /// <summary>A start message that does not come from a parent.</summary>
    private sealed class GivenBytes(byte[] bytes) : Inheritance
    {
        private int _position;

        public override WatchedHandle ParentSentinel => throw new NotSupportedException("there is no parent");

        public override ResultFile? TakeResult() => null;

        public override void Take()
        {
        }

        public override int Read(Span<byte> buffer)
        {
            // One byte at a time: a message may arrive in any pieces.
            if (_position == bytes.Length || buffer.IsEmpty)
            {
                return 0;
            }

            buffer[0] = bytes[_position++];
            return 1;
        }

        public override void CloseMessage()
        {
        }
    }
}
