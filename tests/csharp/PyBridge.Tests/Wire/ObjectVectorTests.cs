using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Wire;

/// <summary>Holds the objects of a start message to the test vectors that docs/protocol.md names.</summary>
[TestFixture]
internal sealed class ObjectVectorTests
{
    private static readonly object Self = new();
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [TestCaseSource(nameof(Names))]
    public void Write_ValuesOfVector_GivesItsBytesTypesAndItems(string name)
    {
        var (slots, values) = Content(name);
        var written = new ObjectPickler(new SelfReducer()).Dump(slots, values);
        var found = new JsonObject
        {
            ["types"] = new JsonArray([.. Array.ConvertAll([.. written.Types], type => (JsonNode)type.ToString())]),
            ["items"] = new JsonArray([.. ItemsOf(written.Pickle).ConvertAll(item => (JsonNode)item)]),
            ["pickle"] = Convert.ToHexStringLower(written.Pickle.Span),
        };
        Assert.That(found.ToJsonString(Readable) + "\n", Is.EqualTo(File.ReadAllText(PathOf(name))));
    }

    [TestCaseSource(nameof(Names))]
    public void Read_BytesOfVector_GivesItsValues(string name)
    {
        var (slots, values) = Content(name);
        var types = new ObjectPickler(new SelfReducer()).Dump(slots, values).Types;
        var pickle = Convert.FromHexString(JsonNode.Parse(File.ReadAllText(PathOf(name)))!["pickle"]!.GetValue<string>());
        var read = ObjectUnpickler.Load(pickle, slots, number => types[number], token => token is "self" ? Self : null);
        if (name == "cycle")
        {
            Assert.That(((object?[])read[0]!)[0], Is.SameAs(read[0]));
            return;
        }

        Assert.That(read, Is.EqualTo(values));
    }

    private static (Slot[] Slots, object?[] Values) Content(string name)
    {
        object?[] cycle = [null];
        cycle[0] = cycle;
        var shared = new List<int> { 1, 2 };
        object?[] values = name switch
        {
            "empty" => [],
            "values" => [null, true, 1, 2.5, "text", DayOfWeek.Friday, Guid.Empty],
            "list" => [new List<int> { 1, 2, 3 }],
            "shared" => [shared, shared],
            "cycle" => [cycle],
            "self" => [Self],
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
        return (Array.ConvertAll(values, _ => new Slot("args", typeof(object))), values);
    }

    private static string[] Names() => ["empty", "values", "list", "shared", "cycle", "self"];

    /// <summary>The flat list, as a reader sees it that knows nothing of .NET.</summary>
    private static List<string> ItemsOf(ReadOnlyMemory<byte> pickle)
    {
        var options = new PickleReaderOptions
        {
            PersistentLoad = id => id is PickleTuple token ? $"token {token[0]}" : $"type {id}",
        };
        return ((List<object?>)PickleReader.Load(pickle, options)!).ConvertAll(item => item switch
        {
            null => "None",
            byte[] bytes => $"bytes {Convert.ToHexStringLower(bytes)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{item}"),
        });
    }

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "vectors", "objects", $"{name}.json");

    private sealed class SelfReducer : IObjectReducer
    {
        public bool TryReduce(object value, [NotNullWhen(true)] out object? token)
        {
            token = ReferenceEquals(value, Self) ? "self" : null;
            return token is not null;
        }

        public string? ReasonAgainst(object value) => null;
    }
}
