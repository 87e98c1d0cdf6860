using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Platform;

namespace PyBridge.Wire;

/// <summary>
/// What the command line of a worker says: that it is one, and where it finds what it was handed. No secrets.
/// </summary>
internal static class WorkerArguments
{
    /// <summary>CPython's word for it; behind it stands what <see cref="LaunchPlan"/> says.</summary>
    public const string Flag = "--multiprocessing-fork";

    /// <summary>Those of this process, without the program.</summary>
    public static ReadOnlySpan<string> OfThisProcess => Environment.GetCommandLineArgs().AsSpan(1);

    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out Inheritance? inheritance)
    {
        inheritance = arguments.Length > 0 && arguments[0] == Flag
            ? ProcessPlatform.Current.FindInheritance(arguments[1..])
            : null;
        return inheritance is not null;
    }
}
