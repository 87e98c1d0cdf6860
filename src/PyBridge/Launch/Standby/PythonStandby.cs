using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using PyBridge.Launch.Python;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch.Standby;

/// <summary>How workers for Python targets of a .NET program are prestarted.</summary>
internal static class PythonStandby
{
    private const string OtherInterpreter = "it runs in another interpreter";
    private const string OtherFolders = "its search path is not the one with which modules were imported ahead";

    /// <summary>Runs the program that waits; what that leaves is a new child's, and goes on as such a one does.</summary>
    private const string Loader =
        "import pickle, sys; message = open(int(sys.argv[-2]), 'rb'); exec(pickle.load(message), {'message': message}); "
        + "message = open(int(sys.argv[-2]), 'rb'); exec(pickle.load(message))";

    /// <summary>The modules that wait and take over, each after those that it uses.</summary>
    private static readonly string[] Modules = ["_inert", "_streams", "_variables", "_handed", "_warm_end", "_hand_over"];

    private static Wish _wish = new(null, [], []);
    private static ReadOnlyMemory<byte>? _program;
    private static ReadOnlyMemory<byte>? _modules;

    /// <summary>Sets what workers are from now on.</summary>
    /// <param name="interpreter">What runs them: see <see cref="PythonCallable.Interpreter"/>.</param>
    /// <param name="preload">The modules that they import ahead.</param>
    /// <param name="searchPath">The folders, as full paths, that come first when they do so.</param>
    /// <param name="isWanted">Whether there are to be any.</param>
    /// <returns>How to prestart one, as of now; <see langword="null"/> if there are to be none.</returns>
    /// <exception cref="PlatformException">No interpreter was found.</exception>
    public static LaunchPlan? Configure(string? interpreter, string[] preload, string[] searchPath, bool isWanted)
    {
        var found = interpreter is null && !isWanted ? null : InterpreterSearch.Find(Named(interpreter));
        var wish = new Wish(interpreter is null ? null : found, preload, searchPath);
        _wish = wish;
        return isWanted
            ? PlanOfWorker(found!, ProcessPlatform.Current.EnvironmentWith(new Dictionary<string, string?>()), wish)
            : null;
    }

    /// <summary>Lets a start be taken over by a worker, if there can be one.</summary>
    /// <param name="plan">The plan of a cold start.</param>
    /// <param name="target">What is to be started.</param>
    public static void Allow(LaunchPlan plan, PythonCallable target)
    {
        var wish = _wish;
        if (wish.Interpreter is { } interpreter && interpreter != plan.Executable)
        {
            plan.StandbyRefusal = OtherInterpreter;
        }
        else if (wish.Preload.Length > 0 && (target.Pickled is not null || !target.SearchPath.AsSpan().SequenceEqual(wish.SearchPath)))
        {
            plan.StandbyRefusal = OtherFolders;
        }
        else
        {
            plan.Standby = PlanOfWorker(plan.Executable, plan.Environment, wish);
        }
    }

    private static LaunchPlan PlanOfWorker(string interpreter, EnvironmentBlock environment, Wish wish) => new()
    {
        Executable = interpreter,
        Arguments = [interpreter, "-c", Loader, WorkerArguments.Flag],
        Environment = environment,
        Message = [_program ??= GeneralPickler.Dump(PythonProgram.Text("standby.py")), _modules ??= Texts(), wish.Message],
    };

    private static ReadOnlyMemory<byte> Texts()
    {
        var texts = new PickleDictionary();
        foreach (var module in Modules)
        {
            texts.Add(module, PythonProgram.Text($"{module}.py"));
        }

        return GeneralPickler.Dump(texts);
    }

    private static PythonCallable Named(string? interpreter) => new()
    {
        Module = string.Empty,
        QualifiedName = "Python targets",
        Interpreter = interpreter,
        SearchPath = [],
        WorkingDirectory = null,
        Environment = ReadOnlyDictionary<string, string?>.Empty,
    };

    /// <summary>What workers are to be.</summary>
    /// <param name="Interpreter">The full path of the program that they alone run in; <see langword="null"/> for that of the last start.</param>
    /// <param name="Preload">The modules that they import ahead.</param>
    /// <param name="SearchPath">The folders that come first when they do so.</param>
    private sealed record Wish(string? Interpreter, string[] Preload, string[] SearchPath)
    {
        public ReadOnlyMemory<byte> Message { get; } =
            GeneralPickler.Dump(new PickleTuple(new List<object?>(SearchPath), new List<object?>(Preload)));
    }
}
