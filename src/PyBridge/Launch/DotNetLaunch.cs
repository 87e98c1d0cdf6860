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
        var (message, kept, files) = Encode(subject, call, arguments, inFiles: true);
        return Plan(message, kept, files);
    }

    /// <param name="subject">The process to start; its subclass and the fields of that subclass cross.</param>
    /// <param name="method">The method to call.</param>
    /// <param name="call">Its arguments, as a pickle.</param>
    /// <param name="kept">Handles that come with the arguments.</param>
    /// <param name="files">The files of large arguments, which are closed if this fails; large fields have some only without these.</param>
    /// <exception cref="PickleException">A field cannot cross; the path says which.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(
        LaunchSubject subject, MethodLabel method, ReadOnlyMemory<byte> call, List<WatchedHandle> kept, MemoryFiles? files)
    {
        try
        {
            var (message, added, ofFields) = Encode(subject, method, call, inFiles: files is null);
            return Plan(message, [.. kept, .. added], files ?? ofFields);
        }
        catch
        {
            files?.Close();
            throw;
        }
    }

    /// <summary>The start message alone, all in one, for a worker that is there already; and the handles that it would need.</summary>
    /// <inheritdoc cref="Plan(LaunchSubject, Delegate?, BoundArgument[])"/>
    public static (ReadOnlyMemory<byte>[] Message, List<WatchedHandle> Kept) Encode(
        LaunchSubject subject, Delegate call, BoundArgument[] arguments)
    {
        var (message, kept, _) = Encode(subject, call, arguments, inFiles: false);
        return (message, kept);
    }

    /// <inheritdoc cref="Encode(LaunchSubject, Delegate, BoundArgument[])"/>
    /// <param name="subject">The task, described as a process.</param>
    /// <param name="method">The method to call.</param>
    /// <param name="call">Its arguments, as a pickle.</param>
    public static ReadOnlyMemory<byte>[] Encode(LaunchSubject subject, MethodLabel method, ReadOnlyMemory<byte> call) =>
        Encode(subject, method, call, inFiles: false).Message;

    private static (ReadOnlyMemory<byte>[] Message, List<WatchedHandle> Kept, MemoryFiles? Files) Encode(
        LaunchSubject subject, Delegate? call, BoundArgument[] arguments, bool inFiles)
    {
        var reducer = new ProcessReducer(subject.Self);
        var objects = Dump(subject, reducer, call, arguments, inFiles, out var files);
        try
        {
            var labels = LabelsOf(objects);
            var preparation = ProcessPreparation.Of(
                subject.Description,
                arguments.Length,
                labels,
                subject.Subclass is { } type ? labels.Add(type) : null,
                FilesOf(objects, subject),
                Deployment.ApplicationName);
            return (Message(preparation, objects, call: default, files), reducer.Kept, files);
        }
        catch
        {
            files?.Close();
            throw;
        }
    }

    private static (ReadOnlyMemory<byte>[] Message, List<WatchedHandle> Kept, MemoryFiles? Files) Encode(
        LaunchSubject subject, MethodLabel method, ReadOnlyMemory<byte> call, bool inFiles)
    {
        var reducer = new ProcessReducer(subject.Self);
        MemoryFiles? files = null;
        var objects = subject.Subclass is null
            ? new PickledObjects(default, [], [])
            : Dump(subject, reducer, call: null, [], inFiles, out files);
        try
        {
            var labels = LabelsOf(objects);
            var preparation = ProcessPreparation.Of(
                subject.Description,
                argumentCount: 0,
                labels,
                subject.Subclass is { } type ? labels.Add(type) : null,
                [method.File, .. FilesOf(objects, subject)],
                Deployment.ApplicationName,
                method);
            return (Message(preparation, objects, call, files), reducer.Kept, files);
        }
        catch
        {
            files?.Close();
            throw;
        }
    }

    private static ReadOnlyMemory<byte>[] Message(
        Preparation preparation, PickledObjects objects, ReadOnlyMemory<byte> call, MemoryFiles? files) =>
        StartMessage.Encode(preparation, objects.Pickle, call, files is null ? default : CallPreface.Of(files));

    private static LaunchPlan Plan(ReadOnlyMemory<byte>[] message, List<WatchedHandle> kept, MemoryFiles? files)
    {
        try
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
                Message = message,
                Kept = kept,
                Files = files,
                AwaitsReader = files is not null,
                RunsDotNet = true,
            };
        }
        catch
        {
            files?.Close();
            throw;
        }
    }

    private static PickledObjects Dump(
        LaunchSubject subject,
        ProcessReducer reducer,
        Delegate? call,
        BoundArgument[] arguments,
        bool inFiles,
        out MemoryFiles? files)
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

        files = null;
        var pickler = new ObjectPickler(reducer);
        if (!inFiles)
        {
            return pickler.Dump([.. slots], [.. values]);
        }

        var buffers = new List<ReadOnlyMemory<byte>>();
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
