using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects;
using PyBridge.Wire;

namespace PyBridge.Launch.Standby;

/// <summary>The start message with which a .NET worker rehearses while it waits. It is always the same one.</summary>
internal static class EmptyTarget
{
    private static ReadOnlyMemory<byte>[]? _message;

    /// <summary>The message.</summary>
    public static ReadOnlyMemory<byte>[] Message => _message ??= Encode();

    /// <summary>The target.</summary>
    public static void Run()
    {
        // Getting here is all.
    }

    private static ReadOnlyMemory<byte>[] Encode()
    {
        Slot[] slots = [new("target", typeof(Delegate))];
        var objects = new ObjectPickler(new ProcessReducer(slots)).Dump(slots, [new Action(Run)]);
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
                EntryAssembly = Deployment.ApplicationName,
            },
            objects.Pickle);
    }
}
