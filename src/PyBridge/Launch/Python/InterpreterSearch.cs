using System;
using System.Collections.Generic;
using System.IO;

namespace PyBridge.Launch.Python;

/// <summary>
/// Finds the interpreter of a Python target: the one it names, else <c>PYBRIDGE_PYTHON</c>, else the active virtual
/// environment, else <c>PATH</c>.
/// </summary>
internal sealed class InterpreterSearch
{
    private const int NoEntry = 2;     // ENOENT
    private const int NotRunnable = 8; // ENOEXEC
    private const string Override = "PYBRIDGE_PYTHON";
    private static readonly string[] Names = ["python3", "python"];
    private readonly List<string> _tried = [];
    private bool _foundSomething;

    private InterpreterSearch()
    {
    }

    /// <returns>The full path of the program.</returns>
    /// <exception cref="PlatformException">
    /// None is usable; the text lists what was tried and what is wrong with it.
    /// </exception>
    public static string Find(PythonCallable target)
    {
        var search = new InterpreterSearch();
        return search.Look(target.Interpreter) ?? throw search.Failure(target);
    }

    private string? Look(string? named)
    {
        // Someone chose these two explicitly: falling back to another interpreter is not what they want.
        if (named is not null)
        {
            return LookAt(named, "the target's interpreter");
        }

        if (Environment.GetEnvironmentVariable(Override) is { Length: > 0 } chosen)
        {
            return LookAt(chosen, Override);
        }

        return Environment.GetEnvironmentVariable("VIRTUAL_ENV") is { Length: > 0 } active
            ? LookAt(active, "VIRTUAL_ENV") ?? LookOnPath(Names)
            : LookOnPath(Names);
    }

    /// <summary>A program, a folder that holds one as virtual environments do, or a name to look up.</summary>
    private string? LookAt(string place, string whose)
    {
        if (Directory.Exists(place))
        {
            return LookIn(Path.GetFullPath(Path.Combine(place, "bin")), Names, $"{whose} '{place}'");
        }

        return place.Contains(Path.DirectorySeparatorChar)
            ? Try(Path.GetFullPath(place)) ?? Missed(File.Exists(place) ? null : $"'{place}' ({whose}: no such file)")
            : LookOnPath([place]);
    }

    private string? LookIn(string folder, string[] names, string whose)
    {
        var before = _tried.Count;
        foreach (var name in names)
        {
            if (Try(Path.Combine(folder, name)) is { } found)
            {
                return found;
            }
        }

        return Missed(_tried.Count > before ? null : $"{whose} (no {string.Join(" or ", names)} in '{folder}')");
    }

    private string? LookOnPath(string[] names)
    {
        var before = _tried.Count;
        foreach (var name in names)
        {
            foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            {
                // To a shell an empty entry means the current directory; nobody chose a program found there.
                if (folder.Length > 0 && Try(Path.GetFullPath(Path.Combine(folder, name))) is { } found)
                {
                    return found;
                }
            }
        }

        return Missed(_tried.Count > before ? null : $"PATH (no {string.Join(" or ", names)} there)");
    }

    private string? Try(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (InterpreterProbe.FaultOf(path) is not { } fault)
        {
            return path;
        }

        _foundSomething = true;
        return Missed($"'{path}' ({fault})");
    }

    private string? Missed(string? what)
    {
        if (what is not null)
        {
            _tried.Add(what);
        }

        return null;
    }

    private PlatformException Failure(PythonCallable target) => new(
        "posix_spawn",
        _foundSomething ? NotRunnable : NoEntry,
        _foundSomething ? "Exec format error" : "No such file or directory",
        path: null,
        $"No Python {InterpreterProbe.Oldest} or newer was found to run {target}. Tried: {string.Join(", ", _tried)}. "
        + $"Name one in the target, or in the environment variable {Override}.");
}
