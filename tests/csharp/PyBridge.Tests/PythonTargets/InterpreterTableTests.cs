using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;

namespace PyBridge.Tests.PythonTargets;

/// <summary>Which program <c>PYBRIDGE_PYTHON</c> names: by the table that the Python package's tests read, too.</summary>
internal sealed class InterpreterTableTests : PythonFixture
{
    private static readonly string[] Variables = ["PYBRIDGE_PYTHON", "PATH"];
    private Dictionary<string, string?> _before = [];
    private string _directory = "";

    private static IEnumerable<TestCaseData> Cases
    {
        get
        {
            var table = Path.Combine(AppContext.BaseDirectory, "PythonTargets", "interpreters.json");
            using var cases = JsonDocument.Parse(File.ReadAllText(table));
            foreach (var one in cases.RootElement.EnumerateArray())
            {
                yield return new TestCaseData(one.Clone()).SetArgDisplayNames(Text(one, "case")!);
            }
        }
    }

    [SetUp]
    public void Remember()
    {
        _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        _directory = Environment.CurrentDirectory;
    }

    [TearDown]
    public void Restore()
    {
        Environment.CurrentDirectory = _directory;
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Variable_NamesAProgram_AsTheTableSays(JsonElement given)
    {
        var root = Directory.CreateDirectory(PathOf("root")).FullName;
        var calls = Path.Combine(root, "calls");
        var script = $"#!/bin/sh\necho \"$0\" > '{calls}'\nexec '{Newest.Executable}' \"$@\"\n";
        Write(root, Texts(given, "programs"), script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write(root, Texts(given, "texts"), script, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Environment.CurrentDirectory = root;
        Environment.SetEnvironmentVariable("PYBRIDGE_PYTHON", Placed("named"));
        if (given.TryGetProperty("path", out _))
        {
            var folders = Texts(given, "path").Select(folder => folder.Length == 0 ? "" : Path.Combine(root, folder));
            Environment.SetEnvironmentVariable("PATH", string.Join(Path.PathSeparator, folders));
        }

        using var process = new Process(PythonTarget.Function("math", "sqrt"), args: [4]);
        if (Text(given, "found") is not null)
        {
            process.Start();
            process.Join();
            Assert.That((process.ExitCode, File.ReadAllText(calls).Trim()), Is.EqualTo((0, Placed("found"))));
        }
        else
        {
            var failure = Assert.Throws<PlatformException>(process.Start)!;
            Assert.That(failure.Message, Does.Contain(Placed("failure")));
            Assert.That(failure.Errno, Is.EqualTo(given.GetProperty("errno").GetInt32()));
        }

        string Placed(string name) => Text(given, name)!.Replace("{root}", root, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string[] Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static void Write(string root, string[] names, string script, UnixFileMode mode)
    {
        foreach (var path in names.Select(name => Path.Combine(root, name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, script);
            File.SetUnixFileMode(path, mode);
        }
    }
}
