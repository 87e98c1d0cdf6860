using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// Finds the interpreter of a Python target: the one it names, else <c>PYBRIDGE_PYTHON</c>, else the one that is embedded in
/// this program, else the active virtual environment, else what Python.Included has set up, else <c>PATH</c>.
/// </summary>
internal sealed class InterpreterSearch
{
    private const int NoEntry = 2;     // ENOENT
    private const int NotRunnable = 8; // ENOEXEC
    private const string Override = "PYBRIDGE_PYTHON";
    private const string ActiveEnvironment = "VIRTUAL_ENV";
    private static readonly string[] Names = ["python3", "python"];
    private static readonly string[] NamesAtTheRoot = ["python.exe", "python"]; // as in an embeddable package for Windows
    private readonly List<string> _tried = [];
    private readonly int? _minor;
    private bool _foundSomething;

    private InterpreterSearch(int? minor) => _minor = minor;

    /// <returns>The full path of the program.</returns>
    /// <exception cref="PlatformException">
    /// None is usable; the text lists what was tried and what is wrong with it.
    /// </exception>
    public static string Find(PythonCallable target)
    {
        // Someone chose these two explicitly: falling back to another interpreter is not what they want.
        if (target.Interpreter is { } named)
        {
            return new InterpreterSearch(null).Demand(search => search.LookAt(named, "the target's interpreter"), target);
        }

        if (Environment.GetEnvironmentVariable(Override) is { Length: > 0 } chosen)
        {
            return new InterpreterSearch(null).Demand(search => search.LookAt(chosen, Override), target);
        }

        return EmbeddedPython.Find() is { IsInitialized: true, Facts: { Minor: > 0 } facts }
            ? new InterpreterSearch(facts.Minor).Demand(search => search.LookLike(facts), target)
            : new InterpreterSearch(null).Demand(search => search.LookAround(Names), target);
    }

    private string Demand(Func<InterpreterSearch, string?> look, PythonCallable target) =>
        look(this) ?? throw Failure(target);

    /// <summary>One like the embedded interpreter: in its environment, or of its version.</summary>
    private string? LookLike(EmbeddedPythonFacts facts)
    {
        string[] names = [$"python3.{facts.Minor}", .. Names];
        var library = facts.Prefix is null ? ProcessPlatform.Current.PythonLibrary : null;
        return LookAtActive()
            ?? TryProgram(facts.Executable)
            ?? TryFolder(facts.Prefix, names)
            ?? TryProgram(facts.BaseExecutable)
            ?? TryFolder(facts.BasePrefix, names)
            ?? TryFolder(Path.GetDirectoryName(Path.GetDirectoryName(library)), names)
            ?? LookAround(names, active: false);
    }

    private string? LookAround(string[] names, bool active = true) =>
        (active ? LookAtActive() : null) ?? LookAtIncluded() ?? LookOnPath(names);

    private string? LookAtActive() =>
        Environment.GetEnvironmentVariable(ActiveEnvironment) is { Length: > 0 } folder ? LookAt(folder, ActiveEnvironment) : null;

    private string? LookAtIncluded() => PythonIncluded.Home is { } home ? LookAt(home, "Python.Included") : null;

    /// <summary>A program, a folder that holds one as virtual environments do or at its root, or a name to look up.</summary>
    private string? LookAt(string place, string whose)
    {
        if (Directory.Exists(place))
        {
            return LookIn(Path.GetFullPath(place), $"{whose} '{place}'");
        }

        return place.Contains(Path.DirectorySeparatorChar)
            ? Try(Path.GetFullPath(place)) ?? Missed(File.Exists(place) ? null : $"'{place}' ({whose}: no such file)")
            : LookOnPath([place]);
    }

    private string? LookIn(string folder, string whose)
    {
        var before = _tried.Count;
        var programs = Path.Combine(folder, "bin");
        return TryAll(programs, Names)
            ?? TryAll(folder, NamesAtTheRoot)
            ?? Missed(_tried.Count > before
                ? null
                : $"{whose} (no {string.Join(" or ", Names)} in '{programs}', no {string.Join(" or ", NamesAtTheRoot)} in the folder)");
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

    private string? TryFolder(string? folder, string[] names) => folder is null ? null : TryAll(Path.Combine(folder, "bin"), names);

    private string? TryAll(string folder, string[] names)
    {
        foreach (var name in names)
        {
            if (Try(Path.Combine(folder, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>What Python takes for its program may be this one, which must not be started again.</summary>
    private string? TryProgram(string? path) =>
        path is not null && Path.GetFileName(path).StartsWith("python", StringComparison.OrdinalIgnoreCase) ? Try(path) : null;

    private string? Try(string path)
    {
        if (!File.Exists(path) || (_minor is not null && IsThisProgram(path)))
        {
            return null;
        }

        if (InterpreterProbe.FaultOf(path, _minor) is not { } fault)
        {
            return path;
        }

        _foundSomething = true;
        return Missed($"'{path}' ({fault})");
    }

    private static bool IsThisProgram(string path) =>
        Environment.ProcessPath is { } own && Target(path) == Target(own);

    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private string? Missed(string? what)
    {
        if (what is not null && !_tried.Contains(what))
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
        $"No Python {(_minor is null ? $"{InterpreterProbe.Oldest} or newer" : $"3.{_minor}, as it is embedded in this program,")} "
        + $"was found to run {target}. Tried: {string.Join(", ", _tried)}. "
        + $"Name one in the target, or in the environment variable {Override}.");
}
