using System;
using System.Reflection;
using PyBridge.Lifecycle;

namespace PyBridge.Launch;

/// <summary>What a launch needs to know about the process object being started.</summary>
internal sealed class LaunchSubject
{
    /// <summary>The object itself, to which its target and arguments may refer.</summary>
    public required object Self { get; init; }

    /// <summary>What the child is told about it.</summary>
    public required ProcessDescription Description { get; init; }

    /// <summary>Its class, if that is a subclass defined by the application.</summary>
    public required Type? Subclass { get; init; }

    /// <summary>The fields that the subclass adds; they cross to the child.</summary>
    public required FieldInfo[] Fields { get; init; }

    /// <summary>Whether the child should hand back what its target returns or throws.</summary>
    public required bool WantsResult { get; init; }
}
