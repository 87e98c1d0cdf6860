using System;
using System.Collections.Generic;
using System.Reflection;
using PyBridge.Calls;
using PyBridge.Pickle.Objects;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>Plans the launch of a worker by a .NET program.</summary>
internal static class DotNetLaunch
{
    /// <param name="subject">The process to start; its subclass and the fields of that subclass cross.</param>
    /// <param name="call">The delegate to run, if there is one.</param>
    /// <param name="arguments">The delegate's arguments.</param>
    /// <exception cref="PickleException">Something cannot cross; the path says what.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(LaunchSubject subject, Delegate? call, params BoundArgument[] arguments)
    {
        var reducer = new ProcessReducer(subject.Self);
        var objects = Dump(subject, reducer, call, arguments, out var files);
        var labels = LabelsOf(objects);
        return Plan(
            ProcessPreparation.Of(
                subject.Description,
                arguments.Length,
                labels,
                subject.Subclass is { } type ? labels.Add(type) : null,
                FilesOf(objects, subject),
                Deployment.ApplicationName),
            objects.Pickle,
            call: default,
            reducer.Kept,
            files);
    }

    /// <param name="subject">The process to start; its subclass and the fields of that subclass cross.</param>
    /// <param name="method">The method to call.</param>
    /// <param name="call">Its arguments, as a pickle.</param>
    /// <param name="kept">Handles that come with the arguments.</param>
    /// <exception cref="PickleException">A field cannot cross; the path says which.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(
        LaunchSubject subject, MethodLabel method, ReadOnlyMemory<byte> call, List<WatchedHandle> kept)
    {
        var reducer = new ProcessReducer(subject.Self);
        MemoryFiles? files = null;
        var objects = subject.Subclass is null
            ? new PickledObjects(default, [], [])
            : Dump(subject, reducer, call: null, [], out files);
        var labels = LabelsOf(objects);
        return Plan(
            ProcessPreparation.Of(
                subject.Description,
                argumentCount: 0,
                labels,
                subject.Subclass is { } type ? labels.Add(type) : null,
                [method.File, .. FilesOf(objects, subject)],
                Deployment.ApplicationName,
                method),
            objects.Pickle,
            call,
            [.. kept, .. reducer.Kept],
            files);
    }

    private static LaunchPlan Plan(
        Preparation preparation,
        ReadOnlyMemory<byte> objects,
        ReadOnlyMemory<byte> call,
        List<WatchedHandle> kept,
        MemoryFiles? files)
    {
        var deployment = Deployment.Current;
        var command = deployment.Command;
        return new LaunchPlan
        {
            Executable = deployment.Executable,
            Arguments = new List<string>(command.Arguments) { WorkerArguments.Flag },
            HostConfiguration = command.Configuration,
            Environment = DiagnosticPorts.WithoutWaiting(
                ProcessPlatform.Current.EnvironmentWith(deployment.ExtraEnvironment)),
            Message = StartMessage.Encode(preparation, objects, call, files is null ? default : CallPreface.Of(files)),
            Kept = kept,
            Files = files,
            AwaitsReader = files is not null,
            RunsDotNet = true,
        };
    }

    private static PickledObjects Dump(
        LaunchSubject subject, ProcessReducer reducer, Delegate? call, BoundArgument[] arguments, out MemoryFiles? files)
    {
        var slots = new List<Slot> { new("target", typeof(Delegate)) };
        var values = new List<object?> { call };
        foreach (var argument in arguments)
        {
            slots.Add(new Slot(argument.Path, typeof(object)));
            values.Add(argument.Value);
        }

        foreach (var field in subject.Fields)
        {
            slots.Add(new Slot($"self.{FieldNames.Shown(field)}", field.FieldType));
            values.Add(field.GetValue(subject.Self));
        }

        var buffers = new List<ReadOnlyMemory<byte>>();
        var pickler = new ObjectPickler(reducer);
        var objects = pickler.Dump([.. slots], [.. values], buffers);
        files = buffers.Count == 0 ? null : MemoryFiles.Of(buffers);
        return files is null && buffers.Count > 0 ? pickler.Dump([.. slots], [.. values]) : objects;
    }

    private static TypeLabeler LabelsOf(PickledObjects objects)
    {
        var labels = new TypeLabeler();
        for (var i = 0; i < objects.Types.Count; i++)
        {
            labels.Add(objects.Types[i]);
        }

        return labels;
    }

    private static string[] FilesOf(PickledObjects objects, LaunchSubject subject)
    {
        var assemblies = new List<Assembly>(objects.Assemblies) { subject.Self.GetType().Assembly };
        return new List<string>(Deployment.Current.FilesToTell(assemblies)).ToArray();
    }
}
