using System;
using System.Reflection;
using PyBridge.Lifecycle;

namespace PyBridge.Launch;

/// <summary>The process object that is being started, as far as its launch has to know it.</summary>
internal sealed class LaunchSubject
{
    /// <summary>The object itself, which its target and arguments may refer to.</summary>
    public required object Self { get; init; }

    /// <summary>What the child is told of it.</summary>
    public required ProcessDescription Description { get; init; }

    /// <summary>Its class, where that is a subclass of the application's.</summary>
    public required Type? Subclass { get; init; }

    /// <summary>The fields that the subclass has added; they cross to the child.</summary>
    public required FieldInfo[] Fields { get; init; }

    /// <summary>Whether the child is to hand back what its target returns or throws.</summary>
    public required bool WantsResult { get; init; }
}
