using System;
using System.Collections.Generic;

namespace PyBridge.Platform;

/// <summary>All that is needed to start one child; made before anything is started.</summary>
/// <remarks>
/// The child finds what it is handed by names that the platform chooses and puts behind its arguments:
/// <c>[RESULT] MESSAGE PARENT</c>. <see cref="ProcessPlatform.FindInheritance"/> is the other end of that.
/// </remarks>
internal sealed class LaunchPlan
{
    /// <summary>The path of the program.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments, the program's own name first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment.</summary>
    public required EnvironmentBlock Environment { get; init; }

    /// <summary>The start message, in parts that follow each other.</summary>
    public ReadOnlyMemory<byte>[] Message { get; init; } = [];

    /// <summary>Handles that the child is to have under the same numbers, besides the standard streams.</summary>
    public IReadOnlyList<WatchedHandle> Kept { get; init; } = [];

    /// <summary>The full path of the child's current directory; <see langword="null"/> for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the child is told what it is handed; a program that knows nothing of that takes no such arguments.</summary>
    public bool NamesHandles { get; init; } = true;

    /// <summary>Whether the child reads nothing and is not heard: its standard streams lead to nowhere.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether the child runs on .NET, which has files of its own while it runs.</summary>
    public bool RunsDotNet { get; init; }

    /// <summary>Where the child is to leave its result; <see langword="null"/> where nobody wants one.</summary>
    public ResultFile? Result { get; set; }

    /// <summary>The signals that the child blocks, a bit for each; <see langword="null"/> for those of this thread.</summary>
    public ulong? SignalMask { get; set; }

    /// <summary>The child's stderr; <see langword="null"/> for that of this process.</summary>
    public WatchedHandle? StandardError { get; set; }
}
