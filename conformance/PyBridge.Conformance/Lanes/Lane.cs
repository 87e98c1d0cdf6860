using System;
using System.Collections.Generic;
using PyBridge.Conformance.Recordings;

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

    /// <summary>The answers of a lane that is not run; <see langword="null"/> for one that is.</summary>
    public Recording? Recording { get; init; }
}
