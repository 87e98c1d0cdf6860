using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Calls;
using PyBridge.Handing;
using PyBridge.Launch;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using PyBridge.Wire;
using PyBridge.Worker.Tasks;

namespace PyBridge.Worker;

/// <summary>Turns the start message into the process object to run.</summary>
internal static class Bootstrap
{
    /// <exception cref="PlatformException">Nobody launched this process, or its message cannot be read.</exception>
    /// <exception cref="PickleException">The message is truncated, forged or of another version.</exception>
    public static Process Receive(Inheritance inheritance)
    {
        inheritance.Take();
        var message = StartMessageReader.Read(inheritance);
        inheritance.CloseMessage();
        return Load(message, inheritance);
    }

    private static Process Load(ReceivedMessage message, Inheritance inheritance)
    {
        var preparation = message.Preparation;
        AssemblyFiles.FindByName(preparation.AssemblyFiles, preparation.HasNativeAssets);
        Deployment.ApplicationName = preparation.EntryAssembly;
        var types = new ApplicationTypes(preparation);
        var process = Process.InstallChild(preparation, types.ProcessType, inheritance);
        if (preparation.Method is { } method)
        {
            process.SetTarget(ReceivedMethod.Load(method, message.Call, isApplication: preparation.EntryAssembly is null));
            if (message.Objects.Length == 0)
            {
                return process;
            }
        }

        if (message.Objects is [CallPreface.Mark, ..])
        {
            LoadWithFiles(process, types, preparation.ArgumentCount, message.Objects);
        }
        else
        {
            LoadObjects(process, types, preparation.ArgumentCount, message.Objects);
        }

        return process;
    }

    // Separate, so that a target without large arguments does not load what files need.
    private static void LoadWithFiles(Process process, ApplicationTypes types, int argumentCount, byte[] objects)
    {
        using var preface = CallPreface.Read(objects, owns: true);
        LoadObjects(process, types, argumentCount, objects.AsMemory(preface.Length), preface.Buffers);
    }

    private static void LoadObjects(
        Process process,
        ApplicationTypes types,
        int argumentCount,
        ReadOnlyMemory<byte> objects,
        IReadOnlyList<ReadOnlyMemory<byte>>? buffers = null)
    {
        var fields = Process.FieldsOf(types.ProcessType);
        var slots = Slots(argumentCount, fields);
        var values = ObjectUnpickler.Load(
            objects,
            slots,
            types.Resolve,
            token => token is ProcessReducer.Self ? process : Handed(token),
            buffers);

        for (var i = 0; i < fields.Length; i++)
        {
            fields[i].SetValue(process, values[1 + argumentCount + i]);
        }

        if (values[0] is { } target)
        {
            process.SetTarget(new DelegateTarget((Delegate)target), values[1..(1 + argumentCount)]);
        }
    }

    /// <summary>Turns the message of a task into its target and arguments.</summary>
    /// <param name="message">The message, which is that of a start.</param>
    /// <exception cref="PickleException">The message is truncated, forged or of another version.</exception>
    public static (Target Target, object?[] Arguments, Type Result) ReceiveTask(byte[] message)
    {
        var received = StartMessageReader.Read(message);
        var preparation = received.Preparation;
        KnownFiles.Add(preparation);
        var types = new ApplicationTypes(preparation);
        var result = types.ProcessType.GetGenericArguments()[0];
        if (preparation.Method is { } method)
        {
            return (ReceivedMethod.Load(method, received.Call, isApplication: false), [], result);
        }

        var values = ObjectUnpickler.Load(
            received.Objects,
            Slots(preparation.ArgumentCount, []),
            types.Resolve,
            token => token is ProcessReducer.Self ? Process.Current : Handed(token));
        return (new DelegateTarget((Delegate)values[0]!), values[1..], result);
    }

    /// <summary>An object that crossed as a handle. Each has its own graph of forms, so no two share one.</summary>
    private static object Handed(object? token) =>
        token is PickleInstance form && new InheritedObjectBuilder().TryBuild(form) is { } made
            ? made
            : throw StartMessageReader.Unreadable($"it has an unknown token, {token}");

    /// <summary>The counterpart of the slots in <see cref="DotNetLaunch"/>.</summary>
    private static Slot[] Slots(int argumentCount, FieldInfo[] fields)
    {
        var slots = new Slot[1 + argumentCount + fields.Length];
        slots[0] = new Slot("target", typeof(Delegate));
        for (var i = 0; i < argumentCount; i++)
        {
            slots[1 + i] = new Slot("args", typeof(object));
        }

        for (var i = 0; i < fields.Length; i++)
        {
            slots[1 + argumentCount + i] = new Slot("self", fields[i].FieldType);
        }

        return slots;
    }
}
