using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects;
using PyBridge.Wire;

namespace PyBridge.Launch.Standby;

/// <summary>The start message with which a .NET worker rehearses while it waits. It is always the same one.</summary>
internal static class EmptyTarget
{
    private static ReadOnlyMemory<byte>[]? _message;
    private static ReadOnlyMemory<byte>[]? _withoutTarget;

    /// <summary>The message of an application.</summary>
    public static ReadOnlyMemory<byte>[] Message => _message ??= Encode(Run, Deployment.ApplicationName);

    /// <summary>That of a host, whose copy of this library the worker does not have: it calls nothing.</summary>
    public static ReadOnlyMemory<byte>[] MessageWithoutTarget => _withoutTarget ??= Encode(null, null);

    /// <summary>The target.</summary>
    public static void Run()
    {
        // Getting here is all.
    }

    private static ReadOnlyMemory<byte>[] Encode(Action? target, string? application)
    {
        Slot[] slots = [new("target", typeof(Delegate))];
        var objects = new ObjectPickler(new ProcessReducer(slots)).Dump(slots, [target]);
        var labels = new TypeLabeler();
        foreach (var type in new List<Type>(objects.Types))
        {
            labels.Add(type);
        }

        return StartMessage.Encode(
            new Preparation
            {
                Name = string.Empty,
                Identity = [],
                Daemon = false,
                AuthKey = new byte[1],
                ParentPid = 0,
                ParentName = string.Empty,
                ClassNumber = null,
                ArgumentCount = 0,
                Types = labels.Types,
                Modules = labels.Modules,
                AssemblyFiles = [],
                HasNativeAssets = false,
                EntryAssembly = application,
            },
            objects.Pickle);
    }
}
