using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>Children that run the Python driver: the same behaviours, in the other language.</summary>
internal static class PythonChildren
{
    private static string? _interpreter;
    private static string? _folder;

    /// <summary>Whether targets are Python's.</summary>
    public static bool Wanted => _interpreter is not null;

    /// <summary>What runs them; <see langword="null"/> if targets are C#'s.</summary>
    public static string? Interpreter => _interpreter;

    /// <summary>Lets every target from now on be the Python driver's.</summary>
    /// <param name="interpreter">The Python that runs them.</param>
    /// <param name="folder">Where the Python driver is.</param>
    public static void Use(string interpreter, string folder)
    {
        _interpreter = interpreter;
        _folder = folder;
    }

    /// <summary>Lets the children that are made from now on run in another program.</summary>
    public static void Use(string interpreter) => _interpreter = interpreter;

    public static Process Create(
        string? processClass,
        JsonNode behaviour,
        string board,
        string label,
        string? name,
        IReadOnlyList<object?>? args,
        IReadOnlyDictionary<string, object?>? kwargs,
        bool? daemon)
    {
        var target = PythonTarget.Function("targets", "play", _interpreter, [_folder!]);
        object?[] all = [behaviour.ToJsonString(), board, label, .. args ?? []];
        return processClass switch
        {
            null or "Process" => new Process(target, name, all, kwargs, daemon),
            "result" => new Process<object?>(target, name, all, kwargs, daemon),
            nameof(Worker) => new Worker(target, name, all, kwargs, daemon),
            nameof(Outer.Nested) => new Outer.Nested(target, name, all, kwargs, daemon),
            var other => throw new UnknownStepException($"class {other} with a Python target"),
        };
    }
}
