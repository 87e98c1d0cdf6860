using System;
using System.Collections.Generic;
using PyBridge.Conformance.Recordings;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Lanes;

/// <summary>One program to be put through the scenarios.</summary>
/// <param name="Name">Unique, for example <c>python-spawn@3.13.0</c>.</param>
/// <param name="Role">What its answers are for.</param>
/// <param name="Command">The program that speaks the lane protocol, and its arguments.</param>
/// <param name="Python">The version of the Python it runs on; <see langword="null"/> for a lane without Python.</param>
/// <param name="Method">The start method; <see langword="null"/> where there is no choice.</param>
internal sealed record Lane(
    string Name, LaneRole Role, IReadOnlyList<string> Command, Version? Python, string? Method)
{
    /// <summary>The end of the name of a lane whose answers were recorded.</summary>
    public const string RecordedSuffix = "+recorded";

    /// <summary>The name without the version: <c>python-spawn</c>.</summary>
    public string Family => Name.Split('@', 2)[0];

    /// <summary>Whether it runs on a version, as <c>3.13</c> or <c>3.13.0</c>.</summary>
    public bool IsOnPython(string version) =>
        Python is not null && $"{Python}.".StartsWith(version + ".", StringComparison.Ordinal);

    /// <summary>The <c>lane.json</c> that describes it; <see langword="null"/> where no file does.</summary>
    public string? File { get; init; }

    /// <summary>Whether it can be run. One whose Python is not here cannot.</summary>
    public bool IsPlayable => Command.Count > 0;

    /// <summary>What its answers come from, besides the scenarios; <see langword="null"/> where nobody records them.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>The answers that are taken instead of playing; <see langword="null"/> for a lane that plays everything.</summary>
    public Recording? Recording { get; init; }

    /// <summary>The driver whose lanes do the same in all but some scenarios; see <see cref="LaneFile.Twin"/>.</summary>
    public string? Twin { get; init; }

    /// <summary>Whether its children are of another language than its programs; see <see cref="LaneFile.Crossing"/>.</summary>
    public bool IsCrossing { get; init; }

    /// <summary>Whether it chooses the .NET runtime that it runs on.</summary>
    public bool IsOnOtherRuntime { get; init; }

    /// <summary>Whether it differs from another by its binding, its runtime, how it starts processes, or the language of its children alone.</summary>
    public bool IsTwinOf(Lane other) =>
        other.Family == Twin && other.Twin is null && (other.Python is null || other.Python == Python);

    /// <summary>The recorded answer to a scenario as it is now, if that is taken.</summary>
    public RecordedAnswer? Recorded(Scenario scenario) => Recording?.Find(scenario);

    public bool HasRecorded(Scenario scenario) => Recorded(scenario) is not null;

    /// <summary>Whether it has to play a scenario to answer it.</summary>
    public bool Plays(Scenario scenario) => IsPlayable && !HasRecorded(scenario);
}
