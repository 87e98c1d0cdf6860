using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Platform;

namespace PyBridge.Wire;

/// <summary>
/// The command line of a worker: that it is a worker, and where it finds what it was handed. No secrets.
/// </summary>
internal static class WorkerArguments
{
    /// <summary>CPython's flag; the names described by <see cref="LaunchPlan"/> follow it.</summary>
    public const string Flag = "--multiprocessing-fork";

    /// <summary>The same for a worker that waits until it is handed a start.</summary>
    public const string StandbyFlag = "--multiprocessing-standby";

    /// <summary>The arguments of this process, without the program. .NET knows neither in a library that a native program hosts.</summary>
    public static ReadOnlySpan<string> OfThisProcess =>
        Environment.GetCommandLineArgs() is [_, .. var arguments] ? arguments : [];

    /// <summary>Whether this is the command line of a worker that waits.</summary>
    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out StandbyPost? post)
    {
        post = arguments.Length > 0 && arguments[0] == StandbyFlag
            ? ProcessPlatform.Current.FindStandbyPost(arguments[1..])
            : null;
        return post is not null;
    }

    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out Inheritance? inheritance)
    {
        inheritance = arguments.Length > 0 && arguments[0] == Flag
            ? ProcessPlatform.Current.FindInheritance(arguments[1..])
            : null;
        return inheritance is not null;
    }
}
