using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Deployments;

/// <summary>Programs that are run otherwise than the SDK lays them out: children have what the parent's host was told.</summary>
[TestFixture]
internal sealed class HostTests
{
    private MovedProgram _program = null!;

    private static string RuntimeFolder => RuntimeEnvironment.GetRuntimeDirectory();

    [SetUp]
    public void MoveProgram() => _program = new MovedProgram();

    [TearDown]
    public void RemoveProgram() => _program.Dispose();

    [Test]
    public void Start_NamedFilesElsewhere_RunsTargets()
    {
        var config = _program.Elsewhere("settings.json");
        File.Move(_program.RuntimeConfig, config);
        File.Move(_program.Deps, _program.InFolder("parts.json"));
        ExpectTargets(HostProgram.DotNet, "exec", "--runtimeconfig", config, "--depsfile", _program.InFolder("parts.json"));
    }

    [Test]
    public void Start_NamedFilesByRelativePaths_RunsTargets()
    {
        File.Move(_program.RuntimeConfig, _program.Elsewhere("settings.json"));
        var folder = Path.GetRelativePath(Directory.GetCurrentDirectory(), _program.Elsewhere(""));
        ExpectTargets(HostProgram.DotNet, "exec", "--runtimeconfig", Path.Combine(folder, "settings.json"));
    }

    [Test]
    public void Start_LibraryInAProbedFolder_RunsTargets()
    {
        var probed = _program.MoveLibraryToPackage();
        ExpectTargets(HostProgram.DotNet, "--additionalprobingpath", probed);
    }

    [Test]
    public void Start_RuntimeConfigRemoved_RunsTargets() => ExpectTargets(HostProgram.DotNet, removed: [_program.RuntimeConfig]);

    [Test]
    public void Start_AllJsonRemoved_RunsTargets() =>
        ExpectTargets(HostProgram.DotNet, removed: [_program.RuntimeConfig, _program.Deps]);

    [Test]
    public void Start_ApplicationHostWithoutFiles_RunsTargets() =>
        ExpectTargets(_program.InFolder("PyBridge.Tests.Host"), removed: [_program.RuntimeConfig, _program.Deps], isNative: true);

    [Test]
    public void Start_NativeProgramWithCommandLine_RunsTargets()
    {
        var config = _program.Elsewhere("settings.json");
        File.Move(_program.RuntimeConfig, config);
        ExpectTargets(NativeHost(), "command", HostLibrary(), "exec", "--runtimeconfig", config);
    }

    [Test]
    public void Start_NativeProgramWithComponent_RunsTargets()
    {
        var config = _program.Elsewhere("settings.json");
        File.Move(_program.RuntimeConfig, config);
        string[] component = [_program.Assembly, "PyBridge.Tests.Host.Hosted, PyBridge.Tests.Host", "RunAsComponent"];
        var run = Run(NativeHost(), ["component", HostLibrary(), config, .. component]);
        const string first = "argv: native_host\n";
        Assert.That(run.StandardOutput, Does.StartWith(first), run.StandardError);
        ExpectLines(run with { StandardOutput = run.StandardOutput[first.Length..] }, MovedProgram.SettingLine);
    }

    [Test]
    public void Start_NativeProgramWithoutHost_RunsTargets()
    {
        string[] files = [.. Directory.GetFiles(RuntimeFolder, "*.dll"), .. Directory.GetFiles(_program.Folder, "*.dll")];
        var run = Run(
            NativeHost(),
            ["runtime", Path.Combine(RuntimeFolder, "libcoreclr.so"), string.Join(':', files), _program.Assembly, "without"]);
        ExpectLines(run, "setting: ");
    }

    [Test]
    public void Start_HostRefusesChild_ThrowsWhatItPrinted()
    {
        const string missing = """{"runtimeOptions": {"framework": {"name": "Acme.NoSuch", "version": "1.0.0"}}}""";
        var run = Run(HostProgram.DotNet, [_program.Assembly, "broken", _program.RuntimeConfig, missing]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.StandardOutput, Does.Contain("ended (exit code 150) before it had read its start message"));
            Assert.That(run.StandardOutput, Does.Contain($"It was: dotnet exec --depsfile {_program.Deps} --runtimeconfig {_program.RuntimeConfig} "));
            Assert.That(run.StandardOutput, Does.Contain("It printed: ").And.Contains("Acme.NoSuch"));
            Assert.That(run.StandardOutput, Does.EndWith("\ninitial> 0\n"));
            Assert.That(run.StandardError, Does.Contain("Acme.NoSuch"), "the child's own stderr");
        }
    }

    private void ExpectTargets(string program, params string[] options) =>
        ExpectLines(Run(program, [.. options, _program.Assembly, "without"]), MovedProgram.SettingLine);

    private void ExpectTargets(string program, string[] removed, bool isNative = false) =>
        ExpectLines(
            Run(program, [.. isNative ? [] : (string[])[_program.Assembly], "without", .. removed]), MovedProgram.SettingLine);

    private void ExpectLines(ProgramRun run, string settingLine)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                run.StandardOutput.TrimEnd('\n').Split('\n'),
                Is.EqualTo((string[])[.. DeploymentTests.LinesOfTargets, settingLine]),
                run.StandardError);
            Assert.That(run.ExitCode, Is.Zero, run.StandardError);
            Assert.That(Directory.GetFileSystemEntries(_program.Temporary), Is.Empty);
        }
    }

    private ProgramRun Run(string program, string[] arguments) => ProgramRun.Of(
        program,
        arguments,
        new Dictionary<string, string?> { ["TMPDIR"] = _program.Temporary, ["DOTNET_ROOT"] = DotNetRoot });

    private static string DotNetRoot => Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));

    /// <summary>.NET's host library, of the version of the runtime.</summary>
    private static string HostLibrary() =>
        Path.Combine(DotNetRoot, "host", "fxr", Path.GetFileName(Path.TrimEndingDirectorySeparator(RuntimeFolder)), "libhostfxr.so");

    private string NativeHost()
    {
        var program = _program.Elsewhere("native_host");
        var source = Path.Combine(TestContext.CurrentContext.TestDirectory, "Deployments", "native_host.c");
        var run = ProgramRun.Of("cc", [source, "-o", program, "-ldl"]);
        Assert.That(run.ExitCode, Is.Zero, run.StandardError);
        return program;
    }
}
