using System;
using System.IO;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>What this program can do, as the answer to <c>--describe</c>.</summary>
internal static class Description
{
    public static void Show()
    {
        var library = typeof(Process).Assembly;
        var description = new JsonObject
        {
            ["language"] = "C#",
            ["implementation"] = "PyBridge.Process",
            ["version"] = library.GetName().Version!.ToString(3),
            ["system"] = OperatingSystem.IsLinux() ? "linux" : Environment.OSVersion.Platform.ToString(),
            ["can"] = new JsonArray("pickled-arguments", "direct-child", "parent-process", "interrupt", "threads-and-starts"),
            ["cannot"] = new JsonObject
            {
                ["group-argument"] = "the C# constructor has no parameter 'group'",
                ["untyped-arguments"] = "the C# compiler refuses values of other types",
                ["main-module"] = "a .NET program is not executed again in its children",
                ["context-classes"] = "there is one start method and one class",
                ["pickle-anything"] = "there is no pickling of arbitrary objects outside Start()",
                ["code-while-unpickling"] = "reading a pickle cannot run code",
                ["fork"] = "children do not share the parent's memory",
                ["server"] = "children are not started by a server",
                ["python-runtime"] = "it is about Python's own runtime",
                ["ident-member"] = "Pid has no second name",
            },
            ["places"] = new JsonObject { ["program"] = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory) },
        };
        if (PythonChildren.Wanted)
        {
            description["implementation"] = "PyBridge.Process with Python targets";
            description["cannot"]!["run-override"] = "a Python target runs instead of Run()";
            description["cannot"]!["own-callables"] = "targets are functions of Python, by name";
        }
        else
        {
            description["can"]!.AsArray().Add("run-override");
            description["can"]!.AsArray().Add("own-callables");
        }

        Console.WriteLine(description.ToJsonString());
    }
}
