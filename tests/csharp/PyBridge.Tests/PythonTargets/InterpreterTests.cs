using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

/// <summary>Which interpreter is taken, and what becomes of those that will not do.</summary>
internal sealed class InterpreterTests : PythonFixture
{
    private static readonly string[] Variables = ["PYBRIDGE_PYTHON", "VIRTUAL_ENV", "PATH"];
    private Dictionary<string, string?> _before = [];

    [SetUp]
    public void RememberVariables() =>
        _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    [TearDown]
    public void RestoreVariables()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void VirtualEnvironment_ByFolderOrByVariable_IsUsed(PythonInterpreter python)
    {
        var folder = MakeEnvironment(python);
        Environment.SetEnvironmentVariable("PYBRIDGE_PYTHON", null);
        Environment.SetEnvironmentVariable("VIRTUAL_ENV", null);
        Assert.That(Prefix(folder), Is.EqualTo(folder));
        Environment.SetEnvironmentVariable("VIRTUAL_ENV", folder);
        Assert.That(Prefix(null), Is.EqualTo(folder));
        Environment.SetEnvironmentVariable("PYBRIDGE_PYTHON", python.Executable);
        Assert.That(Prefix(null), Is.Not.EqualTo(folder));
        Assert.That(Prefix(folder), Is.EqualTo(folder));
    }

    [Test]
    public void Path_IsSearchedPastWhatWillNotDo()
    {
        var folder = Directory.CreateDirectory(PathOf("bin")).FullName;
        Script(Path.Combine(folder, "python3"), "exit 167"); // what Python 3.7 would answer
        var next = Directory.CreateDirectory(PathOf("next")).FullName;
        File.CreateSymbolicLink(Path.Combine(next, "python3"), Newest.Executable);
        Environment.SetEnvironmentVariable("PYBRIDGE_PYTHON", null);
        Environment.SetEnvironmentVariable("VIRTUAL_ENV", PathOf("none"));
        Environment.SetEnvironmentVariable("PATH", $"{folder}:{next}");
        Assert.That(Prefix(null), Is.EqualTo(Prefix(Newest.Executable)));

        Environment.SetEnvironmentVariable("PATH", folder);
        Assert.That(FailureOf(null), Does.Contain("Python 3.8 or newer")
            .And.Contain(PathOf("none")).And.Contain($"'{folder}/python3' (it is Python 3.7)").And.Contain("PYBRIDGE_PYTHON"));
        Environment.SetEnvironmentVariable("PATH", "");
        Assert.That(FailureOf(null), Does.Contain("PATH (no python3 or python there)"));
    }

    [Test]
    public void Interpreter_ThatIsNone_MakesStartThrow()
    {
        var text = PathOf("text");
        File.WriteAllText(text, "no program");
        var folder = Directory.CreateDirectory(PathOf("folder")).FullName;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FailureOf(PathOf("none")), Does.Contain($"'{PathOf("none")}' (the target's interpreter: no such file)"));
            Assert.That(FailureOf("/bin/true"), Does.Contain("'/bin/true' (it is no Python 3: asked for its version, it ended with 0)"));
            Assert.That(FailureOf("/bin/cat"), Does.Contain("'/bin/cat' (it is no Python 3"));
            Assert.That(FailureOf(text), Does.Contain($"'{text}' (it cannot be executed)"));
            Assert.That(FailureOf(folder), Does.Contain($"no python3 or python in '{folder}/bin'"));
            Assert.That(FailureOf("no-such-python"), Does.Contain("PATH (no no-such-python there)"));
            Environment.SetEnvironmentVariable("PYBRIDGE_PYTHON", PathOf("none"));
            Assert.That(FailureOf(null), Does.Contain($"'{PathOf("none")}' (PYBRIDGE_PYTHON: no such file)"));
        }
    }

    [Test]
    public void Interpreter_TooOld_MakesStartThrow()
    {
        var old = PythonInterpreters.All.FirstOrDefault(python => python.Version < new Version(3, 8));
        if (old is null)
        {
            Assert.Ignore("no CPython before 3.8");
        }

        Assert.That(FailureOf(old!.Executable), Does.Contain($"'{old.Executable}' (it is Python 3.{old.Version.Minor})"));
    }

    [Test]
    public void Interpreter_IsAskedOnce_AndAgainWhenItChanges()
    {
        var calls = PathOf("calls");
        var wrapper = PathOf("python-wrapper");
        Script(wrapper, $"echo call >> '{calls}'\nexec '{Newest.Executable}' \"$@\"");
        Prefix(wrapper);
        Prefix(wrapper);
        Assert.That(File.ReadAllLines(calls), Has.Length.EqualTo(1 + 2));
        File.SetLastWriteTimeUtc(wrapper, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Prefix(wrapper);
        Assert.That(File.ReadAllLines(calls), Has.Length.EqualTo(2 + 3));
    }

    [Test]
    public void Child_ThatEndsBeforeItHasReadItsArguments_MakesStartThrow()
    {
        var wrapper = PathOf("python-wrapper");
        Script(wrapper, $"case $4 in *version_info*) exec '{Newest.Executable}' \"$@\";; esac\nexit 5");
        using var process = new Process(
            PythonTarget.Function(Module, "tell", wrapper), args: [new byte[10_000_000]]);
        var failure = Assert.Throws<PlatformException>(process.Start)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Message, Does.Contain("exit code 5"));
            Assert.That(process.ToString(), Does.Contain("initial"));
            Assert.That(Process.ActiveChildren(), Is.Empty);
        }
    }

    [Test]
    public void WorkingDirectory_ThatIsNotThere_MakesStartThrow()
    {
        using var process = new Process(Target(Newest, "tell", workingDirectory: PathOf("none")));
        var failure = Assert.Throws<PlatformException>(process.Start)!;
        Assert.That((failure.Call, failure.Path), Is.EqualTo(("chdir", PathOf("none"))));
    }

    [Test]
    public void Run_OfASubclassThatHasAPythonTargetToo_IsRefused()
    {
        using var process = new Running();
        Assert.That(
            process.Start,
            Throws.TypeOf<PickleException>().With.Message.EqualTo(
                $"cannot pickle self: {typeof(Running)} overrides Run, which is code of .NET, and has a Python target; it can be either"));
    }

    [Test]
    public void WorkingDirectory_ThatIsNotThere_IsNamed()
    {
        using var process = new Process(PythonTarget.Function("m", "f", Newest.Executable, workingDirectory: PathOf("none")));
        Assert.That(
            process.Start,
            Throws.TypeOf<PlatformException>().With.Message.Contains("It is to be the working directory of m.f."));
    }

    [Test]
    public void SearchPath_ThatIsNotThere_IsNamed()
    {
        using var process = new Process(PythonTarget.Function("m", "f", Newest.Executable, searchPath: [Folder, PathOf("none")]));
        Assert.That(
            process.Start,
            Throws.TypeOf<PlatformException>().With.Message.Contains("It is to be searched first for the module of m.f.")
                .And.Message.Contains(PathOf("none")));
    }

    [Test]
    public void Names_ThatCannotBe_AreRefusedAtOnce()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.Throws<ArgumentException>(() => PythonTarget.Function("", "f"));
            Assert.Throws<ArgumentException>(() => PythonTarget.Function("m", " "));
            Assert.That(
                () => PythonTarget.Function("m", "f", interpreter: "a\0b"),
                Throws.ArgumentException.With.Message.StartsWith(@"embedded null character in 'a\0b'"));
            Assert.Throws<ArgumentException>(() => PythonTarget.Function("m", "f", searchPath: [""]));
            Assert.Throws<ArgumentException>(() => PythonTarget.Function("m", "f", workingDirectory: "a\0b"));
            Assert.That(
                () => PythonTarget.Function("m", "f", environment: new Dictionary<string, string?> { ["a=b"] = "c" }),
                Throws.ArgumentException.With.Message.StartsWith("'a=b' cannot be set: a name may hold no '=', and a value no zero"));
        }
    }

    private sealed class Running() : Process(PythonTarget.Function("m", "f"))
    {
        protected internal override void Run()
        {
        }
    }

    private static void Script(string path, string commands)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private static string FailureOf(string? interpreter)
    {
        using var process = new Process(PythonTarget.Function(Module, "tell", interpreter));
        var failure = Assert.Throws<PlatformException>(process.Start)!;
        Assert.That(process.Pid, Is.Null);
        return failure.Message;
    }

    private string Prefix(string? interpreter) =>
        See(PythonTarget.Function(Module, "places", interpreter, [ModuleFolder]))[0].Trim('\'');

    private string MakeEnvironment(PythonInterpreter python)
    {
        var folder = PathOf("environment");
        var run = ProgramRun.Of(python.Executable, ["-m", "venv", "--without-pip", folder]);
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        return folder;
    }
}
