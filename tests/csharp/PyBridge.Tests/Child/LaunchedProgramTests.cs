using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Child;

/// <summary>
/// What the program in the child is given, before a runtime adds its own: a shell script stands in for <c>dotnet</c>
/// and writes everything down.
/// </summary>
internal sealed class LaunchedProgramTests : ProcessFixture
{
    private const string SecretKey = "a secret key nobody may see";
    private const string SecretArgument = "a secret argument nobody may see";

    [Test]
    public void Descriptors_OfChild_AreThoseItWasGiven()
    {
        using var inheritable = new Inheritable(PathOf("inheritable"));
        var given = Regex.Matches(Launch("exec ls -l /proc/self/fd"), @"(\d+) -> (.*)\n")
            .Where(link => !link.Groups[2].Value.StartsWith("/proc/", StringComparison.Ordinal)) // the folder that ls reads
            .ToDictionary(link => link.Groups[1].Value, link => link.Groups[2].Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(given.Keys, Is.EquivalentTo(new[] { "0", "1", "2", "3", "4" }));
            Assert.That(given["0"], Is.EqualTo(new FileInfo("/proc/self/fd/0").LinkTarget));
            Assert.That(given["2"], Is.EqualTo(new FileInfo("/proc/self/fd/2").LinkTarget));
            Assert.That(given["3"], Does.StartWith("pipe:"));
            Assert.That(given["4"], Does.Contain("pidfd"));
            Assert.That(ProcessTable.Descriptors().Values, Has.Member(inheritable.Path));
        }
    }

    [Test]
    public void CommandLine_OfChild_SaysWhereTheMessageIsAndNothingElse()
    {
        var words = Launch("for word in \"$@\"; do echo \"$word\"; done").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(words[..1], Is.EqualTo(new[] { "exec" }));
        Assert.That(words[^4], Does.EndWith("/PyBridge.dll"));
        Assert.That(words[^3..], Is.EqualTo(new[] { "--multiprocessing-fork", "3", "4" }));
    }

    [Test]
    public void CommandLineAndEnvironment_OfRunningChild_HoldNoSecret()
    {
        using var child = BlockedChild.Start(Folder, (running, end) =>
            new Process(BlockWithSecret, args: [running, end, SecretArgument])
            {
                AuthKey = System.Text.Encoding.ASCII.GetBytes(SecretKey),
            });
        var seen = File.ReadAllText($"/proc/{child.Pid}/cmdline") + File.ReadAllText($"/proc/{child.Pid}/environ");
        Assert.That(seen, Does.Contain("PyBridge.dll").And.Not.Contains("a secret"));
    }

    [Test]
    public void Signals_IgnoredHere_AreIgnoredThereAndNoOthersAre()
    {
        const ulong classic = 0x7FFF_FFFF; // beyond it are those that the C library keeps, and ignores in children
        var status = Launch("exec grep -E 'Sig(Blk|Ign)' /proc/self/status");
        Assert.That(Mask(status, "SigIgn") & classic, Is.EqualTo(Mask(File.ReadAllText("/proc/self/status"), "SigIgn") & classic));
        Assert.That(Mask(status, "SigBlk"), Is.Zero);
    }

    /// <summary>Starts a child whose <c>dotnet</c> is a script, and gives what the script printed.</summary>
    private string Launch(string commands)
    {
        var printed = PathOf("printed");
        using var script = StandIn.Script(PathOf("dotnet.sh"), $"cat <&3 > /dev/null\nexec > '{printed}'\n{commands}");
        return Written.By(new Process(), printed);
    }

    private static ulong Mask(string status, string name)
    {
        var line = status.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return ulong.Parse(line.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static void BlockWithSecret(string running, string end, string secret) =>
        BlockedChild.Block(running, end, secret == SecretArgument ? 0 : 1);

    /// <summary>A descriptor that every other program would inherit.</summary>
    private sealed class Inheritable : IDisposable
    {
        private readonly int _descriptor;

        public Inheritable(string path)
        {
            Path = path;
            File.WriteAllText(path, "");
            _descriptor = SystemCalls.Open(path, SystemCalls.OpenReadOnly);
        }

        public string Path { get; }

        public void Dispose() => _ = SystemCalls.Close(_descriptor);
    }
}
