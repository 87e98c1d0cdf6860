using System;
using System.Collections.Generic;

namespace PyBridge.Platform;

/// <summary>Everything needed to start one child, decided before anything is started.</summary>
/// <remarks>
/// The child finds what it is handed by names that the platform chooses and appends to its arguments:
/// <c>[RESULT] MESSAGE PARENT</c>. <see cref="ProcessPlatform.FindInheritance"/> is the other end of that.
/// </remarks>
internal sealed class LaunchPlan
{
    /// <summary>The path of the program.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments, the program's own name first.</summary>
    public required IReadOnlyList<string> Arguments { get; set; }

    /// <summary>The whole environment.</summary>
    public required EnvironmentBlock Environment { get; init; }

    /// <summary>The start message, as consecutive parts.</summary>
    public ReadOnlyMemory<byte>[] Message { get; init; } = [];

    /// <summary>Handles that the child gets under the same numbers, besides the standard streams.</summary>
    public IReadOnlyList<WatchedHandle> Kept { get; init; } = [];

    /// <summary>
    /// Files for the child alone, which it gets likewise; they are closed here after the launch. <see langword="null"/> for none.
    /// </summary>
    public MemoryFiles? Files { get; init; }

    /// <summary>The full path of the child's current directory; <see langword="null"/> for this process's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether to append those names; a program that does not know them gets no such arguments.</summary>
    public bool NamesHandles { get; init; } = true;

    /// <summary>Whether the child has no input and no output: its standard streams lead nowhere.</summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// The numbers from 3 up to this are taken in the child when its program begins, so that it opens nothing there; 0 for none.
    /// </summary>
    public int ReservedNumbers { get; init; }

    /// <summary>Whether the child runs on .NET, which keeps files of its own while it runs.</summary>
    public bool RunsDotNet { get; init; }

    /// <summary>The configuration that the child's host finds in no file; <see langword="null"/> if it needs none.</summary>
    public string? HostConfiguration { get; init; }

    /// <summary>Whether to wait until the child reads its start message, which tells that its program runs.</summary>
    public bool AwaitsReader { get; set; }

    /// <summary>Where the child leaves its result; <see langword="null"/> if nobody wants one.</summary>
    public ResultFile? Result { get; set; }

    /// <summary>The signals the child blocks, one bit each; <see langword="null"/> for those of this thread.</summary>
    public ulong? SignalMask { get; set; }

    /// <summary>The child's stderr; <see langword="null"/> for this process's.</summary>
    public WatchedHandle? StandardError { get; set; }

    /// <summary>
    /// How to prestart a worker that can take over such a start later; <see langword="null"/> if the start is a cold one.
    /// </summary>
    public LaunchPlan? Standby { get; set; }

    /// <summary>Why no reserve worker can take over this start, if that is known beforehand.</summary>
    public string? StandbyRefusal { get; set; }
}
