using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.PythonTargets;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>Python targets that answer a C# parent, on every CPython that can be the child.</summary>
internal sealed class PythonResultTests : PythonFixture
{
    private sealed record Size(int Width, int Height);

    [TestCaseSource(nameof(Interpreters))]
    public void Result_OfEveryKind_BecomesTheDeclaredType(PythonInterpreter python)
    {
        Assert.That(Answer<long>(python, "give", 5L), Is.EqualTo(5));
        Assert.That(Answer<string>(python, "give", "t\u00E4xt"), Is.EqualTo("t\u00E4xt"));
        Assert.That(Answer<List<double>>(python, "give", new[] { 1.5 }), Is.EqualTo(new[] { 1.5 }));
        Assert.That(Answer<Size>(python, "give", new Size(1, 2)), Is.EqualTo(new Size(1, 2)));
        Assert.That(Answer<object?>(python, "give", [null]), Is.Null);
        Assert.That(Answer<int>(python, "give_later", 8), Is.EqualTo(8), "a coroutine is awaited");
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Result_OfFiftyMegabytes_DoesNotHoldTheChild(PythonInterpreter python)
    {
        using var process = new Process<byte[]>(ResultTarget(python, "fill"), args: [50_000_000]);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(process.Result, Has.Length.EqualTo(50_000_000));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Failure_OfTypeThatBothKnow_IsNatural(PythonInterpreter python)
    {
        using var process = new Process<int>(ResultTarget(python, "fail"), args: ["ValueError", "no good"]);
        var output = CapturedOutput.Of(Folder, process);
        var thrown = Assert.Throws<ArgumentException>(() => _ = process.Result)!;
        var remote = (RemoteError)thrown.InnerException!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(thrown.Message, Is.EqualTo("no good"));
            Assert.That(remote.TypeName, Is.EqualTo("ValueError"));
            Assert.That(output.StandardError, Is.EqualTo($"Process {process.Name}:\n{remote.Traceback}"));
            Assert.That(process.ExitCode, Is.EqualTo(1));
        }
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Failure_LeavesStderrAsThatOfPlainProcess(PythonInterpreter python)
    {
        using var plain = new Process(ResultTarget(python, "fail"), "same", args: ["KeyError", "k"]);
        using var asked = new Process<int>(ResultTarget(python, "fail"), "same", args: ["KeyError", "k"]);
        var expected = CapturedOutput.Of(Folder, plain).StandardError;
        Assert.That(CapturedOutput.Of(Folder, asked).StandardError, Is.EqualTo(expected));
        Assert.That(() => asked.Result, Throws.TypeOf<KeyNotFoundException>());
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Failure_OfTypeOfPythonAlone_IsRemoteError(PythonInterpreter python)
    {
        using var process = new Process<int>(ResultTarget(python, "fail_oddly"));
        process.Start();
        var thrown = Assert.Throws<RemoteError>(() => _ = process.Result)!;
        Assert.That(thrown.TypeName, Is.EqualTo("result_targets.Odd"));
        Assert.That(thrown.Message, Is.EqualTo("result_targets.Odd: odd"));
        Assert.That(thrown.Traceback, Does.Contain("in fail_oddly").And.EndsWith("result_targets.Odd: odd\n"));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Failure_OfMissingModule_IsToldToo(PythonInterpreter python)
    {
        using var process = new Process<int>(PythonTarget.Function("not_there_at_all", "f", python.Executable));
        process.Start();
        Assert.That(
            () => process.Result,
            Throws.TypeOf<RemoteError>().With.Property("TypeName").EqualTo("ModuleNotFoundError"));
        Assert.That(process.ExitCode, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Result_ThatCannotBePickled_SaysSo(PythonInterpreter python)
    {
        using var process = new Process<int>(ResultTarget(python, "give_lock"));
        process.Start();
        Assert.That(
            () => process.Result,
            Throws.TypeOf<PickleException>().With.Message.Contains("cannot pickle '_thread.lock' object"));
        Assert.That(process.ExitCode, Is.Zero);
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Result_OfSystemExitAndOfDeath_AreTold(PythonInterpreter python)
    {
        using var exit = new Process<int>(ResultTarget(python, "leave"), args: [3]);
        using var died = new Process<int>(ResultTarget(python, "leave_at_once"), args: [4]);
        exit.Start();
        died.Start();
        Assert.That(() => exit.Result, Throws.TypeOf<SystemExit>().With.Property("Code").EqualTo(3L));
        Assert.That(() => died.Result, Throws.TypeOf<ProcessDiedException>().With.Message.Contains("exit code 4"));
    }

    [Test]
    public void Result_ThatIsNoSuchType_IsPickleException()
    {
        using var process = new Process<int>(ResultTarget(Newest, "give"), args: ["text"]);
        process.Start();
        Assert.That(() => process.Result, Throws.TypeOf<PickleException>().With.Message.Contains("result"));
    }

    private static PythonTarget ResultTarget(PythonInterpreter python, string function) => PythonTarget.Function(
        "result_targets", function, python.Executable, [Path.Combine(AppContext.BaseDirectory, "Results")]);

    private static TResult Answer<TResult>(PythonInterpreter python, string function, params object?[] arguments)
    {
        using var process = new Process<TResult>(ResultTarget(python, function), args: arguments);
        process.Start();
        return process.Result;
    }
}
