using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pythonnet;

/// <summary>Python objects as targets, arguments and results of C#'s processes.</summary>
[TestFixtureSource(typeof(PythonnetFixture), nameof(Pythons))]
internal sealed class ObjectTests(PythonInterpreter python) : PythonnetFixture(python)
{
    private static readonly string[] Example = ["PyProcess-1: [2, 4] 0", "Process-2: 42"];

    private static readonly string[] Crossing =
    [
        "[5, 10]", "shared: True", "queue: item True",
        "refused: args[0]", "refused: args[0][0]", "refused: PicklingError", "refused: args[0]",
    ];

    private string Version => $"({Python.Version.Major}, {Python.Version.Minor})";

    private string Prefix => Path.GetDirectoryName(Path.GetDirectoryName(Python.Executable))!;

    [Test]
    public void Example_OfTheReadme_Works() => Assert.That(Run(["example"]), Is.EqualTo(Example));

    [Test]
    public void Objects_CrossByThePickleOfPython_OrAreRefusedWithThePath() => Assert.That(Run(["cross"]), Is.EqualTo(Crossing));

    [Test]
    public void WhatPythonRaises_IsAPythonException()
    {
        using var program = Start(["fail"]);
        Assert.That(program.End().StandardOutput, Is.EqualTo("NoSuchPicture 3 True\nNoSuchPicture 3 True\n"));
    }

    [Test]
    public void Target_IsForAChildOnly()
    {
        var refused = Run(["here"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Has.All.StartsWith("<function where at "));
            Assert.That(refused[0], Does.EndWith("> was pickled for a child: call Start() instead of Run()."));
            Assert.That(refused[1], Does.EndWith(
                "> starts processes only, and is no task for a pool: use Process or PyProcess, or name the callable by PythonTarget.Function."));
        }
    }

    [Test]
    public void Child_WithoutAnInterpreterOfTheVersion_SaysWhatWasTried()
    {
        var name = $"python{Python.Version.ToString(2)}";
        var home = Path.Combine(Folder, "home"); // a Python whose prefix holds no program
        Directory.CreateDirectory(Path.Combine(home, "lib"));
        Directory.CreateSymbolicLink(Path.Combine(home, "lib", name), Path.Combine(Prefix, "lib", name));
        using var program = Start(["where", "named"], new Dictionary<string, string?> { ["PYTHONHOME"] = home, ["PATH"] = "/nowhere" });
        Assert.That(
            program.End().StandardError,
            Does.Contain($"No Python {Python.Version.ToString(2)}, as it is embedded in this program, was found to run work.where. Tried: "));
    }

    [Test]
    public void Child_IsAnInterpreterLikeTheEmbeddedOne([Values("object", "named")] string target) =>
        Assert.That(Run(["where", target])[0], Does.StartWith($"{Version} {Prefix}"));

    [Test]
    public void Child_HasTheSearchPathOfTheEmbeddedOne() =>
        Assert.That(Run(["where", "object"]), Is.EqualTo(new[] { $"{Version} {Prefix} child True" }));

    [Test]
    public void Child_IsOfTheActiveEnvironment_UnlessThatIsOfAnotherVersion([Values] bool same)
    {
        var environment = Path.Combine(Folder, "environment");
        var maker = same ? Python.Executable : Other.Executable;
        Assert.That(ProgramRun.Of(maker, ["-m", "venv", "--without-pip", environment]).ExitCode, Is.Zero);
        var lines = Run(["where", "named"], new Dictionary<string, string?> { ["VIRTUAL_ENV"] = environment });
        Assert.That(lines, Is.EqualTo(new[] { $"{Version} {(same ? environment : Prefix)}" }));
    }

    private PythonInterpreter Other
    {
        get
        {
            foreach (var other in PythonInterpreters.All)
            {
                if (other.Version.Minor != Python.Version.Minor)
                {
                    return other;
                }
            }

            Assert.Ignore("there is no CPython of another version");
            return Python;
        }
    }
}
