using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using PyBridge.Launch;
using PyBridge.Launch.Python;
using PyBridge.Launch.Standby;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>A Python callable, which a <see cref="Process"/> runs in an interpreter of its own.</summary>
/// <remarks>
/// <para>
/// Any CPython from 3.8 on will do; nothing of PyBridge has to be installed there. In the child,
/// <c>multiprocessing.current_process()</c> and <c>parent_process()</c> show what was set here, and the child ends as
/// it would under that Python version. Arguments arrive as plain Python values; if one has no counterpart in Python,
/// <see cref="Process.Start"/> throws <see cref="PickleException"/>.
/// </para>
/// <para>CPython: the child of <c>Process(target=f)</c> under the start method "spawn".</para>
/// </remarks>
public sealed class PythonTarget : Target
{
    private readonly PythonCallable _callable;

    private PythonTarget(PythonCallable callable)
    {
        _callable = callable;
        SearchPath = Array.AsReadOnly(callable.SearchPath);
    }

    /// <summary>The full name of the module, such as <c>package.module</c>.</summary>
    public string Module => _callable.Module;

    /// <summary>The name of the callable in the module, such as <c>resize</c> or <c>Image.resize</c>.</summary>
    public string QualifiedName => _callable.QualifiedName;

    /// <summary>
    /// The requested interpreter: a program, or the folder of a virtual environment; <see langword="null"/> to search
    /// for one.
    /// </summary>
    public string? Interpreter => _callable.Interpreter;

    /// <summary>The folders, as full paths, that come first in the child's <c>sys.path</c>.</summary>
    public IReadOnlyList<string> SearchPath { get; }

    /// <summary>The full path of the child's current directory; <see langword="null"/> for this process's.</summary>
    public string? WorkingDirectory => _callable.WorkingDirectory;

    /// <summary>Variables to set, or remove (<see langword="null"/>), on top of those of this process.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _callable.Environment;

    /// <summary>What arrays of numbers among the arguments become.</summary>
    public PythonArrays Arrays => _callable.Arrays;

    /// <summary>Names a callable. Nothing is looked up before <see cref="Process.Start"/>.</summary>
    /// <param name="module">The full name of the module, as in an <c>import</c> statement.</param>
    /// <param name="qualifiedName">
    /// The name of a function, class or other callable in it; dots lead into classes.
    /// </param>
    /// <param name="interpreter">
    /// The program to run it: a path, a name to look up on <c>PATH</c>, or a folder: a virtual environment, or one with
    /// <c>python.exe</c> or <c>python</c> at its root. If
    /// <see langword="null"/>, each start uses the environment variable <c>PYBRIDGE_PYTHON</c>; else, in a program that
    /// embeds Python, an interpreter of that version, first the one of its virtual environment; else the active virtual
    /// environment (<c>VIRTUAL_ENV</c>), what the package Python.Included has set up if the program references it, or
    /// <c>python3</c> or <c>python</c> on <c>PATH</c>.
    /// </param>
    /// <param name="searchPath">
    /// Folders that come first in the child's <c>sys.path</c>, before the entries that <c>python -c</c> has: the
    /// current directory, then the installed packages. Relative paths start at this process's current directory.
    /// </param>
    /// <param name="workingDirectory">
    /// The child's current directory; <see langword="null"/> for this process's, where a relative path starts.
    /// </param>
    /// <param name="environment">
    /// Variables to set in addition to those of this process at <see cref="Process.Start"/>; a <see langword="null"/>
    /// value removes the variable.
    /// </param>
    /// <param name="arrays">What arrays of numbers among the arguments become: lists, unless told otherwise.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="arrays"/> is no member of its type.</exception>
    /// <exception cref="ArgumentException">
    /// A name or path is empty or holds a null character, or a variable's name a <c>=</c>.
    /// </exception>
    /// <remarks>
    /// CPython: a function is pickled by these two names. It is the child that finds a module or name missing: a
    /// traceback on its stderr, exit code 1.
    /// </remarks>
    public static PythonTarget Function(
        string module,
        string qualifiedName,
        string? interpreter = null,
        IReadOnlyList<string>? searchPath = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        PythonArrays arrays = PythonArrays.List)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)arrays, (uint)PythonArrays.Numpy, nameof(arrays));
        ArgumentException.ThrowIfNullOrWhiteSpace(module);
        ArgumentException.ThrowIfNullOrWhiteSpace(qualifiedName);
        var folders = new string[searchPath?.Count ?? 0];
        for (var i = 0; i < folders.Length; i++)
        {
            folders[i] = FullPath(searchPath![i], $"{nameof(searchPath)}[{i}]");
        }

        if (interpreter is not null)
        {
            RefuseEmptyOrZero(interpreter, nameof(interpreter));
        }

        return new PythonTarget(new PythonCallable
        {
            Module = module,
            QualifiedName = qualifiedName,
            Interpreter = interpreter,
            SearchPath = folders,
            WorkingDirectory = workingDirectory is null ? null : FullPath(workingDirectory, nameof(workingDirectory)),
            Environment = Variables(environment),
            Arrays = arrays,
        });
    }

    /// <summary>The module and the name in it.</summary>
    /// <returns>Such as <c>package.module.resize</c>.</returns>
    public override string ToString() => _callable.ToString();

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new NotSupportedException(
            $"{this} is code of Python, and there is no interpreter in this process: call Start() instead of Run().");

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        RefuseOverriddenRun(process);
        return PythonLaunch.Plan(_callable, process.Subject, arguments, keywordArguments);
    }

    internal override void AllowStandby(LaunchPlan plan) => PythonStandby.Allow(plan, _callable);

    internal PythonCallable Callable => _callable;

    internal override (ReadOnlyMemory<byte>[] Message, IReadOnlyList<WatchedHandle> Kept) EncodeTask(
        LaunchSubject subject, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        PythonTaskMessage.Encode(_callable, subject, arguments, keywordArguments);

    /// <summary>
    /// Otherwise the override would be silently ignored. A subclass's fields stay here, which loses nothing.
    /// </summary>
    internal static void RefuseOverriddenRun(Process process)
    {
        if (process.GetType() != typeof(Process) && new Action(process.Run).Method.DeclaringType != typeof(Process))
        {
            throw new PickleException(
                $"cannot pickle self: {process.GetType()} overrides Run, which is code of .NET, and has a Python target; "
                + "it can be either",
                "TypeError")
            {
                Path = "self",
            };
        }
    }

    private static ReadOnlyDictionary<string, string?> Variables(IReadOnlyDictionary<string, string?>? given)
    {
        if (given is null)
        {
            return ReadOnlyDictionary<string, string?>.Empty;
        }

        var copy = new Dictionary<string, string?>();
        foreach (var (name, value) in given)
        {
            RefuseEmptyOrZero(name, "environment");
            if (name.Contains('=') || value?.Contains('\0') == true)
            {
                throw new ArgumentException($"'{name}' cannot be set: a name may hold no '=', and a value no zero", nameof(given));
            }

            copy[name] = value;
        }

        return new ReadOnlyDictionary<string, string?>(copy);
    }

    private static string FullPath(string path, string name)
    {
        RefuseEmptyOrZero(path, name);
        return Path.GetFullPath(path);
    }

    private static void RefuseEmptyOrZero(string text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        if (text.Contains('\0'))
        {
            throw new ArgumentException($"embedded null character in '{text.Replace("\0", "\\0", StringComparison.Ordinal)}'", name);
        }
    }
}
