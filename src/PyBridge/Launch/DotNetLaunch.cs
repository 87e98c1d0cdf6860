using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using PyBridge.Calls;
using PyBridge.Pickle.Objects;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>Plans the launch of a worker by a program of .NET.</summary>
internal static class DotNetLaunch
{
    /// <param name="process">The process to start; its subclass and the fields of that cross.</param>
    /// <param name="call">The delegate to run, if there is one.</param>
    /// <param name="arguments">The delegate's arguments.</param>
    /// <exception cref="PickleException">Something cannot cross; the path tells what.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(Process process, Delegate? call, params BoundArgument[] arguments)
    {
        var type = process.GetType();
        var reducer = new ProcessReducer(process);
        var objects = Dump(process, reducer, call, arguments);
        var labels = LabelsOf(objects);
        return Plan(
            ProcessPreparation.Of(
                process,
                arguments.Length,
                labels,
                type == typeof(Process) ? null : labels.Add(type),
                FilesOf([.. objects.Assemblies, type.Assembly]),
                Deployment.ApplicationName),
            objects.Pickle,
            call: default,
            reducer.KeptDescriptors);
    }

    /// <param name="process">The process to start; its subclass and the fields of that cross.</param>
    /// <param name="method">The method to call.</param>
    /// <param name="call">Its arguments, a pickle.</param>
    /// <param name="keptDescriptors">Descriptors that the arguments brought along.</param>
    /// <exception cref="PickleException">A field cannot cross; the path tells which.</exception>
    /// <exception cref="PlatformException">There is no <c>dotnet</c> to run the worker with.</exception>
    public static LaunchPlan Plan(
        Process process, MethodLabel method, ReadOnlyMemory<byte> call, ReadOnlySpan<int> keptDescriptors)
    {
        var type = process.GetType();
        var isPlain = type == typeof(Process);
        var reducer = new ProcessReducer(process);
        var objects = isPlain ? new PickledObjects(default, [], []) : Dump(process, reducer, call: null, []);
        var labels = LabelsOf(objects);
        return Plan(
            ProcessPreparation.Of(
                process,
                argumentCount: 0,
                labels,
                isPlain ? null : labels.Add(type),
                [method.File, .. FilesOf([.. objects.Assemblies, type.Assembly])],
                Deployment.ApplicationName,
                method),
            objects.Pickle,
            call,
            [.. keptDescriptors, .. reducer.KeptDescriptors]);
    }

    private static LaunchPlan Plan(
        Preparation preparation,
        ReadOnlyMemory<byte> objects,
        ReadOnlyMemory<byte> call,
        ReadOnlySpan<int> keptDescriptors)
    {
        var deployment = Deployment.Current;
        return new LaunchPlan(
            deployment.Executable,
            (message, parent) =>
            [
                .. deployment.Arguments,
                WorkerArguments.Flag,
                message.ToString(CultureInfo.InvariantCulture),
                parent.ToString(CultureInfo.InvariantCulture),
            ],
            EnvironmentBlock.Of(deployment.ExtraEnvironment),
            StartMessage.Encode(preparation, objects, call),
            keptDescriptors)
        {
            RunsDotNet = true,
        };
    }

    private static PickledObjects Dump(
        Process process, ProcessReducer reducer, Delegate? call, BoundArgument[] arguments)
    {
        var type = process.GetType();
        var fields = type == typeof(Process) ? [] : ObjectFields.Of(type, until: typeof(Process));
        var slots = new List<Slot> { new("target", typeof(Delegate)) };
        var values = new List<object?> { call };
        foreach (var argument in arguments)
        {
            slots.Add(new Slot(argument.Path, typeof(object)));
            values.Add(argument.Value);
        }

        foreach (var field in fields)
        {
            slots.Add(new Slot($"self.{FieldNames.Shown(field)}", field.FieldType));
            values.Add(field.GetValue(process));
        }

        return new ObjectPickler(reducer).Dump([.. slots], [.. values]);
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

    private static string[] FilesOf(Assembly[] assemblies) => [.. Deployment.Current.FilesToTell(assemblies)];
}
