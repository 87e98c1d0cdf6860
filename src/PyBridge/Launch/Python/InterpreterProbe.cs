using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// Asks a program whether it is a usable Python: once, and again only if its file has changed. If the answer is known,
/// a start costs only a look at the file.
/// </summary>
internal static class InterpreterProbe
{
    private const int OldestMinor = 8;
    private const int CodeBase = 160; // beyond the codes that programs and shells use themselves
    private const int LargestMinor = 90;

    /// <summary>
    /// The answer is the exit code, so no pipe is needed, and a program that is not Python gives a different one: with
    /// no terminal, it can neither wait for input nor print.
    /// </summary>
    private static readonly string[] Question =
        ["-I", "-S", "-c", $"import sys; sys.exit({CodeBase} + sys.version_info[1] if sys.version_info[0] == 3 else 1)"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly object Gate = new(); // no Lock: it is entered by InterpreterLock
    private static readonly Dictionary<string, Answer> Known = [];

    /// <summary>The oldest supported version.</summary>
    public static string Oldest { get; } = $"3.{OldestMinor}";

    /// <summary>What is wrong with a program; <see langword="null"/> if nothing is.</summary>
    /// <param name="path">The full path of an existing file.</param>
    /// <param name="minor">The 13 of 3.13, if it has to be that; else any that is supported.</param>
    /// <exception cref="PlatformException">It could not be asked, for a reason unrelated to the program.</exception>
    public static string? FaultOf(string path, int? minor = null)
    {
        var changed = Changed(path);
        using (InterpreterLock.Enter(Gate))
        {
            if (Known.TryGetValue(path, out var answer) && answer.Changed == changed)
            {
                return answer.FaultFor(minor);
            }

            answer = Ask(path) with { Changed = changed };
            Known[path] = answer;
            return answer.FaultFor(minor);
        }
    }

    /// <summary>Looks at the file itself: an upgrade changes the program behind a link, not the link.</summary>
    private static DateTime Changed(string path)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true);
            return target?.LastWriteTimeUtc ?? File.GetLastWriteTimeUtc(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DateTime.MinValue;
        }
    }

    private static Answer Ask(string path)
    {
        ChildHandle child;
        try
        {
            child = ProcessPlatform.Current.Launch(new LaunchPlan
            {
                Executable = path,
                Arguments = [path, .. Question],
                Environment = ProcessPlatform.Current.EnvironmentWith(new Dictionary<string, string?>()),
                NamesHandles = false,
                IsSilent = true,
            });
        }
        catch (PlatformException exception) when (exception.Path is not null)
        {
            return Refusal("it cannot be executed");
        }

        try
        {
            return child.Wait(Patience) is { } status ? Judge(status) : GiveUp(child);
        }
        finally
        {
            child.Close();
        }
    }

    /// <summary>A status that someone else has taken tells nothing; the child itself will show what is wrong.</summary>
    private static Answer Judge(ExitStatus status)
    {
        if (status.IsUnknown)
        {
            return new Answer(default, null, null);
        }

        if (status.Code is not { } code || code < CodeBase || code > CodeBase + LargestMinor)
        {
            return Refusal($"it is no Python 3: asked for its version, it ended with {status}");
        }

        var minor = code - CodeBase;
        return new Answer(default, minor >= OldestMinor ? null : Named(minor), minor);
    }

    private static Answer GiveUp(ChildHandle child)
    {
        child.Signal(ChildSignal.Kill);
        _ = child.Wait(timeout: null);
        return Refusal("it is no Python 3: asked for its version, it did not end");
    }

    private static Answer Refusal(string fault) => new(default, fault, null);

    private static string Named(int minor) => string.Create(CultureInfo.InvariantCulture, $"it is Python 3.{minor}");

    /// <param name="Changed">When the file was changed last.</param>
    /// <param name="Fault">What is wrong with it.</param>
    /// <param name="Minor">The 13 of 3.13; <see langword="null"/> if it is not known.</param>
    private readonly record struct Answer(DateTime Changed, string? Fault, int? Minor)
    {
        public string? FaultFor(int? minor) =>
            Fault ?? (minor is not null && Minor is { } own && own != minor ? Named(own) : null);
    }
}
