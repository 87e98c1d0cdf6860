using System;
using System.Collections.Generic;
using System.Data;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Tests.Pickle.Objects;

namespace PyBridge.Tests.Pickle;

/// <summary>The table of <c>docs/values.md</c> says what is so: each of its rows is made of what conversions do.</summary>
[TestFixture]
public sealed class ValuesDocumentTests
{
    private static readonly string[] Table = ReadTable();

    private static IEnumerable<TestCaseData> Rows() =>
        ValueRows.DotNet.Select((row, index) => new TestCaseData(index).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Rows))]
    public void Row_OfTheDocument_IsWhatHappens(int index)
    {
        string expected = Describe(index);

        Assert.That(Table, Has.Length.EqualTo(ValueRows.DotNet.Length), "rows of the document");
        Assert.That(Table[index] == expected, $"row {index} has to be: {expected}");
    }

    /// <summary>A program that has imported <c>multiprocessing.managers</c> pickles arrays by type code and bytes.</summary>
    [TestCase("h", new byte[] { 1, 0, 255, 255 }, typeof(short[]), new short[] { 1, -1 })]
    [TestCase("l", new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 }, typeof(long[]), new[] { 2L })]
    [TestCase("f", new byte[] { 0, 0, 192, 63 }, typeof(float[]), new[] { 1.5f })]
    public void Array_OfAProgramWithManagers_IsAnArray(string code, byte[] bytes, Type type, object expected)
    {
        var array = new PickleInstance(PickleInstanceKind.Call, new PickleGlobal("array", "array"), new PickleTuple(code, bytes));
        Assert.That(new ValueConverter().Convert(array, type, "x"), Is.EqualTo(expected));
    }

    private static string Describe(int index)
    {
        (string name, Type type, object value, object? misfit) = ValueRows.DotNet[index];
        return $"| `{name}` | {ToDotNet(value)} | {ToPython(value)} | {FromPython(type)} | {Reject(type, misfit)} |";
    }

    private static string ToDotNet(object value)
    {
        object? copy;
        try
        {
            copy = Crossing.SendAsObject(value);
        }
        catch (PickleException)
        {
            return "refused";
        }

        bool isSame = value switch
        {
            Delegate called => copy is Delegate other && Equals(other.DynamicInvoke(), called.DynamicInvoke()),
            Exception exception => copy is Exception other && other.Message == exception.Message,
            Memory<byte> memory => copy is Memory<byte> other && other.Span.SequenceEqual(memory.Span),
            Memory<double> memory => copy is Memory<double> other && other.Span.SequenceEqual(memory.Span),
            ReadOnlyMemory<double> memory => copy is ReadOnlyMemory<double> other && other.Span.SequenceEqual(memory.Span),
            JsonNode json => copy is JsonNode other && JsonNode.DeepEquals(other, json),
            JsonElement json => copy is JsonElement other && JsonElement.DeepEquals(other, json),
            JsonDocument json => copy is JsonDocument other && JsonElement.DeepEquals(other.RootElement, json.RootElement),
            DataTable table => copy is DataTable other && other.Columns.Count == table.Columns.Count,
            FileSystemInfo file => copy is FileSystemInfo other && other.FullName == file.FullName,
            System.Text.StringBuilder text => copy is System.Text.StringBuilder other && other.Equals(text),
            _ => AreEqual(copy, value),
        };
        Assert.That(isSame, $"{value} arrived as {copy}");
        return "whole";
    }

    private static bool AreEqual(object? copy, object value)
    {
        Assert.That(copy, Is.EqualTo(value));
        return copy!.GetType() == value.GetType() || value is System.Text.Encoding;
    }

    private static string ToPython(object value)
    {
        try
        {
            object? general = new PythonValueWriter().ToGeneral(value, "item");
            return general is int or byte or sbyte or short or ushort or uint or ulong ? "`int`"
                : general is float ? "`float`"
                : value is Exception ? "the built-in exception that says the same"
                : general is PickleInstance { Class: PickleGlobal { } type } ? $"`{type.Module}.{type.QualifiedName}`".Replace("builtins.", "")
                : $"`{ConversionError.PythonTypeOf(general)}`";
        }
        catch (PickleException)
        {
            return "refused";
        }
    }

    private static string FromPython(Type type)
    {
        var accepted = new List<string>();
        foreach ((string name, object? general) in ValueRows.Python)
        {
            if (!accepted.Contains(name) && Try(general, type) is null)
            {
                accepted.Add(name);
            }
        }

        accepted.Remove("None");
        return accepted.Count == 0 ? "nothing" : string.Join(", ", accepted);
    }

    private static string Reject(Type type, object? misfit)
    {
        string? message = Try(misfit, type);
        Assert.That(message, Is.Not.Null, $"{misfit} fits {type}");
        int start = message!.IndexOf(" (", StringComparison.Ordinal);
        return start < 0 ? $"{ConversionError.PythonTypeOf(misfit)}" : message[(start + 2)..^1];
    }

    private static string? Try(object? general, Type type)
    {
        try
        {
            _ = new ValueConverter().Convert(general, type, "x");
            return null;
        }
        catch (PickleException exception)
        {
            return exception.Message;
        }
    }

    private static string[] ReadTable([CallerFilePath] string file = "")
    {
        string root = Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "..");
        return
        [
            .. File.ReadLines(Path.Combine(root, "docs", "values.md"))
                .SkipWhile(line => line != "## The table")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
        ];
    }
}
