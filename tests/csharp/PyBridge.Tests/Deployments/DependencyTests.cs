using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Deployments;

/// <summary>A C# method of a file whose dependency the program has in another version.</summary>
[TestFixture]
internal sealed class DependencyTests
{
    private const string Dependency = "Rival";
    private const string Plugin = "Plugin";
    private const string Program = "PyBridge.Tests.Host";

    private string _program = "";
    private string _plugin = "";

    [SetUp]
    public void MakeFolders()
    {
        var root = Directory.CreateTempSubdirectory("pybridge-dependency-").FullName;
        _program = Directory.CreateDirectory(Path.Combine(root, "program")).FullName;
        _plugin = Directory.CreateDirectory(Path.Combine(root, "plugin")).FullName;
    }

    [TearDown]
    public void RemoveFolders() => Directory.Delete(Path.GetDirectoryName(_program)!, recursive: true);

    [TestCase("1.0.0.0", "2.0.0.0")]
    [TestCase("2.0.0.0", "1.0.0.0")]
    public void Start_MethodOfOtherFile_HasTheDependencyOfTheFile(string ofProgram, string ofFile)
    {
        CopyProgram();
        WriteDependency(_program, ofProgram);
        TellProgramOf(Dependency);
        WritePlugin(WriteDependency(_plugin, ofFile));

        var run = ProgramRun.Of(
            HostProgram.DotNet,
            [Path.Combine(_program, Program + ".dll"), "method", Path.Combine(_plugin, Plugin + ".dll"), "Plugin.Answers.Version"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.StandardOutput, Is.EqualTo(ofFile + "\n"), run.StandardError);
            Assert.That(run.ExitCode, Is.Zero);
        }
    }

    private void CopyProgram()
    {
        foreach (var file in Directory.GetFiles(HostProgram.Folder))
        {
            File.Copy(file, Path.Combine(_program, Path.GetFileName(file)));
        }
    }

    /// <summary>Adds an assembly to those that the program finds by name, as a reference would.</summary>
    private void TellProgramOf(string assembly)
    {
        var file = Path.Combine(_program, Program + ".deps.json");
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        var target = content["targets"]![(string)content["runtimeTarget"]!["name"]!]!;
        target[assembly + "/1.0.0"] = new JsonObject { ["runtime"] = new JsonObject { [assembly + ".dll"] = new JsonObject() } };
        content["libraries"]![assembly + "/1.0.0"] =
            new JsonObject { ["type"] = "reference", ["serviceable"] = false, ["sha512"] = "" };
        File.WriteAllText(file, content.ToJsonString());
    }

    private static MethodBuilder WriteDependency(string folder, string version)
    {
        var name = new AssemblyName(Dependency) { Version = new Version(version) };
        return Write(folder, name, "Rival.Facts", "Version", code => code.Emit(OpCodes.Ldstr, version));
    }

    private void WritePlugin(MethodInfo called) =>
        Write(_plugin, new AssemblyName(Plugin), "Plugin.Answers", "Version", code => code.Emit(OpCodes.Call, called));

    private static MethodBuilder Write(string folder, AssemblyName name, string type, string method, Action<ILGenerator> emit)
    {
        var assembly = new PersistedAssemblyBuilder(name, typeof(object).Assembly);
        var builder = assembly.DefineDynamicModule(name.Name!)
            .DefineType(type, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var made = builder.DefineMethod(method, MethodAttributes.Public | MethodAttributes.Static, typeof(string), []);
        var code = made.GetILGenerator();
        emit(code);
        code.Emit(OpCodes.Ret);
        _ = builder.CreateType();
        assembly.Save(Path.Combine(folder, name.Name + ".dll"));
        return made;
    }
}
