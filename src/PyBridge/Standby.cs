using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Launch.Standby;

namespace PyBridge;

/// <summary>The processes of this program that are started ahead, for <see cref="StartMethod.Standby"/>.</summary>
/// <remarks>
/// They run nothing of the program before they become a child. A child sees the moment of its start: environment, current
/// directory, umask, descriptors, streams, signals, limits. Where something can only be given to a new process, the start is
/// a cold one, and <see cref="Statistics"/> says why.
/// </remarks>
public static class Standby
{
    private const int Most = 1000;
    private const string MainModule = "__main__";
    private static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Says how many processes are to be ready, and starts them in the background, one at a time. Without this, two of a kind are
    /// from the first start of that kind on; in a child none.
    /// </summary>
    /// <param name="csharp">How many wait to run a C# target, 0 to 1000; 0 ends those that there are.</param>
    /// <param name="python">How many wait to run a <see cref="PythonTarget"/>, likewise.</param>
    /// <param name="preload">
    /// Modules that those for Python import ahead, by their full names. What a module prints meanwhile goes nowhere, and it sees
    /// environment and current directory of that moment. A target with another <see cref="PythonTarget.SearchPath"/> than
    /// <paramref name="searchPath"/> then starts cold, for there a name may mean another module.
    /// </param>
    /// <param name="interpreter">
    /// What runs those for Python, as in <see cref="PythonTarget.Function"/>; a target that another one runs then starts cold.
    /// <see langword="null"/> is the one that a target without <see cref="PythonTarget.Interpreter"/> has, until a start needs
    /// another.
    /// </param>
    /// <param name="searchPath">
    /// Folders that come first in <c>sys.path</c> while <paramref name="preload"/> is imported. Relative paths start at this
    /// process's current directory.
    /// </param>
    /// <param name="idleTime">
    /// How long one waits before it is ended; the next start brings it back. <see langword="null"/> is five minutes,
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> without end.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">A name or path is empty, or a module is <c>__main__</c>, which a C# program has not.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c>, or no interpreter, to run them with, or no descriptors are left.</exception>
    /// <remarks>CPython has no such thing; its forkserver has <c>set_forkserver_preload</c>.</remarks>
    public static void Configure(
        int csharp = 2,
        int python = 0,
        IReadOnlyList<string>? preload = null,
        string? interpreter = null,
        IReadOnlyList<string>? searchPath = null,
        TimeSpan? idleTime = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(csharp);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(csharp, Most);
        ArgumentOutOfRangeException.ThrowIfNegative(python);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(python, Most);
        var modules = Checked(preload, nameof(preload));
        if (Array.IndexOf(modules, MainModule) >= 0)
        {
            throw new ArgumentException($"'{MainModule}' cannot be imported ahead: the main module of this program is none of Python's", nameof(preload));
        }

        if (interpreter is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(interpreter);
        }

        var folders = Array.ConvertAll(Checked(searchPath, nameof(searchPath)), Path.GetFullPath);
        var limit = idleTime ?? DefaultIdleTime;
        var isEndless = limit == System.Threading.Timeout.InfiniteTimeSpan;
        if (!isEndless)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(idleTime));
        }

        Process.EndWorkersAtExit();
        var ofDotNet = csharp > 0 ? DotNetStandby.PlanOfWorker() : null;
        var ofPython = PythonStandby.Configure(interpreter, modules, folders, isWanted: python > 0);
        StandbyReserve.DotNet.Configure(csharp, isEndless ? null : limit, ofDotNet);
        StandbyReserve.Python.Configure(python, isEndless ? null : limit, ofPython);
    }

    /// <summary>
    /// What has become of the starts of C# targets by this process, and how its reserve for them stands, at this moment.
    /// </summary>
    public static StandbyCounts Statistics => Of(StandbyReserve.DotNet);

    /// <summary>The same of <see cref="PythonTarget"/>s.</summary>
    public static StandbyCounts PythonStatistics => Of(StandbyReserve.Python);

    /// <summary>
    /// Something that went wrong with a process of the reserve, each thing once; <see langword="null"/> if there is nothing
    /// more to tell. Starts are none the worse for it, but cold.
    /// </summary>
    public static string? TakeTrouble() => StandbyReserve.DotNet.TakeTrouble() ?? StandbyReserve.Python.TakeTrouble();

    private static StandbyCounts Of(StandbyReserve reserve) => reserve.Ask((counts, wanted, idle, starting) => new StandbyCounts
    {
        Wanted = wanted,
        Idle = idle,
        Starting = starting,
        Warm = counts.Warm,
        Died = counts.Died,
        Cold = counts.Cold,
    });

    private static string[] Checked(IReadOnlyList<string>? texts, string name)
    {
        var copy = new string[texts?.Count ?? 0];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = texts![i];
            ArgumentException.ThrowIfNullOrWhiteSpace(copy[i], $"{name}[{i}]");
        }

        return copy;
    }
}
