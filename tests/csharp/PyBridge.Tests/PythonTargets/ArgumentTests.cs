using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.PythonTargets;

internal sealed class ArgumentTests : PythonFixture
{
    private const int HundredMegabytes = 100_000_000;

    private enum Colour
    {
        Red = 1,
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Arguments_OfEveryKind_ArriveAsPlainPythonValues(PythonInterpreter python)
    {
        object?[] arguments =
        [
            null, true, 1, -1L, BigInteger.Pow(2, 70), 1.5, "t\u00E4xt \U0001F40D", 'c', new byte[] { 1, 2 },
            new List<int> { 1, 2 }, (1, "two"), new HashSet<int> { 3 }, new Dictionary<string, object?> { ["k"] = 1 },
            new DateTime(2024, 2, 29, 1, 2, 3), TimeSpan.FromSeconds(90), 1.10m, Guid.Empty, Complex.One, Colour.Red,
            new Size(640, 480),
        ];
        string[] expected =
        [
            "None", "True", "1", "-1", "1180591620717411303424", "1.5", @"'t\xe4xt \U0001f40d'", "'c'", @"b'\x01\x02'",
            "[1, 2]", "(1, 'two')", "{3}", "{'k': 1}",
            "datetime.datetime(2024, 2, 29, 1, 2, 3)", "datetime.timedelta(seconds=90)", "Decimal('1.10')",
            "UUID('00000000-0000-0000-0000-000000000000')", "(1+0j)", "1",
            "{'Width': 640, 'Height': 480}",
        ];
        Assert.That(See(python, "tell", arguments), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Keywords_AndNestedCallables_Work(PythonInterpreter python)
    {
        var file = PathOf("seen");
        using var process = new Process(
            Target(python, "Holder.Inner.nested"),
            args: [file, 1],
            kwargs: new Dictionary<string, object?> { ["b"] = 2, ["\u00E4"] = new[] { 3 } });
        Assert.That(See(process, file), Is.EqualTo(new[] { "1", "b=2", "\u00E4=[3]" }));
    }

    [TestCaseSource(nameof(Interpreters))]
    public void Argument_OfHundredMegabytes_ArrivesOnce(PythonInterpreter python)
    {
        var data = new byte[HundredMegabytes];
        data[0] = 7;
        Assert.That(
            See(python, "measure", data, data),
            Is.EqualTo(new[] { "'bytes'", "100000000", @"b'\x07\x00\x00\x00'", "True" }));
    }

    [Test]
    public void ProcessItself_AndItsKey_AreThoseOfTheChild()
    {
        var file = PathOf("seen");
        var holder = new List<object?>();
        using var process = new Process(Target(Newest, "itself"), args: [file, holder, Process.Current.AuthKey]);
        holder.Add(process);
        Assert.That(See(process, file), Is.EqualTo(new[] { "True", "'AuthenticationString'" }));
    }

    [TestCaseSource(nameof(Refused))]
    public void Argument_WithoutCounterpart_IsRefusedBeforeAProcessExists(object value, string path)
    {
        // There is no such interpreter: nobody is to be looking for it.
        var target = PythonTarget.Function(Module, "tell", interpreter: PathOf("none"));
        using var process = new Process(target, args: [1, value]);
        var refusal = Assert.Throws<PickleException>(process.Start)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.Path, Is.EqualTo(path));
            Assert.That(refusal.Message, Does.Contain(path));
            Assert.That(process.Pid, Is.Null);
            Assert.That(process.ToString(), Does.Contain("initial"));
        }
    }

    [Test]
    public void Keyword_WithoutCounterpart_IsNamed()
    {
        using var process = new Process(
            PythonTarget.Function(Module, "tell"),
            kwargs: new Dictionary<string, object?> { ["stream"] = Stream.Null });
        Assert.That(Assert.Throws<PickleException>(process.Start)!.Path, Is.EqualTo("kwargs['stream']"));
    }

    [Test]
    public void OverriddenRun_IsRefused()
    {
        using var process = new Overrider(PythonTarget.Function(Module, "tell"));
        Assert.That(Assert.Throws<PickleException>(process.Start)!.Message, Does.Contain("overrides Run"));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case(Stream.Null, "args[1]");
        yield return Case(new[] { new object(), Stream.Null }, "args[1][0]");
        yield return Case(new Dictionary<string, object> { ["k"] = new System.Threading.SemaphoreSlim(1) }, "args[1]['k']");
        yield return Case((Action)(() => { }), "args[1]");
        yield return Case(new Process(), "args[1]");
        yield return Case(PythonTarget.Function("a", "b"), "args[1]");
        yield return Case(new Wrapper(new Process()), "args[1].Value");

        static TestCaseData Case(object value, string path) => new TestCaseData(value, path).SetArgDisplayNames(path, value.GetType().Name);
    }

    private sealed record Size(int Width, int Height);

    private sealed record Wrapper(object Value);

    private sealed class Overrider(PythonTarget target) : Process(target)
    {
        protected internal override void Run() => throw new InvalidOperationException();
    }
}
