using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Members;

/// <summary>The example that ends the documentation of the class in the library reference of Python 3.7.</summary>
internal sealed class DocumentationExampleTests : ProcessFixture
{
    private static readonly string[] Printed =
    [
        "<Process(Process-1, initial)> False",
        "<Process(Process-1, started)> True",
        "<Process(Process-1, stopped[SIGTERM])> False",
        "True",
    ];

    [Test]
    public void Example_InTheFormatOf37_PrintsWhatTheDocumentationShows()
    {
        var printed = new List<string>();
        using var process = Process.Create(Sleep, 1000);
        process.Name = "Process-1"; // other tests have made processes before
        printed.Add(Shown(process));
        process.Start();
        printed.Add(Shown(process));
        process.Terminate();
        process.Join();
        printed.Add(Shown(process));
        printed.Add(process.ExitCode == -15 ? "True" : "False");

        Assert.That(printed, Is.EqualTo(Printed));
    }

    [TestCase(0, ExpectedResult = "<Process(it's, stopped)>")]
    [TestCase(3, ExpectedResult = "<Process(it's, stopped[3])>")]
    public string Format37_OfEndedProcess_NamesTheCodeThatIsNotZero(int code)
    {
        using var process = new Process(Exit, "it's", [code]);
        process.Start();
        process.Join();

        return Text(process, "3.7");
    }

    [Test]
    public void Format37_OfOtherStates_IsAsIn37()
    {
        using var daemon = new Process(name: "d", daemon: true);
        Assert.That(Text(daemon, "3.7"), Is.EqualTo("<Process(d, initial daemon)>"));
        daemon.Close();
        Assert.That(Text(daemon, "3.7"), Is.EqualTo("<Process(d, closed daemon)>"));
        Assert.That(Text(Process.Current, "3.7"), Does.EndWith("(MainProcess, started)>"));
    }

    [Test]
    public void Format_WithoutAName_IsToString()
    {
        using var process = new Process();
        Assert.That(new[] { Text(process, null), Text(process, ""), Text(process, "G") }.Distinct(), Is.EqualTo(new[] { process.ToString() }));
        Assert.That(() => Text(process, "3.6"), Throws.TypeOf<FormatException>());
    }

    private static string Shown(Process process) => $"{process:3.7} {(process.IsAlive() ? "True" : "False")}";

    private static string Text(Process process, string? format) =>
        ((IFormattable)process).ToString(format, CultureInfo.InvariantCulture);

    private static void Sleep(int seconds) => Thread.Sleep(TimeSpan.FromSeconds(seconds));

    private static void Exit(int code) => throw new SystemExit(code);
}
