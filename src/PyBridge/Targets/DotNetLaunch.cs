using System;
using System.Collections.Generic;
using System.Globalization;
using PyBridge.Pickle.Objects;
using PyBridge.Platform;
using PyBridge.Worker;

namespace PyBridge.Targets;

/// <summary>Plans the launch of a worker that runs C# code of this program.</summary>
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

        var pickler = new ObjectPickler(new ProcessReducer(process));
        var objects = pickler.Dump([.. slots], [.. values]);
        var deployment = Deployment.Current;
        var labels = new TypeLabeler();
        for (var i = 0; i < objects.Types.Count; i++)
        {
            labels.Add(objects.Types[i]);
        }

        var classNumber = type == typeof(Process) ? (int?)null : labels.Add(type);
        var preparation = new Preparation
        {
            Name = process.Name,
            Identity = process.Identity,
            Daemon = process.Daemon,
            AuthKey = process.AuthKey.ToByteArray(),
            ParentPid = ProcessPlatform.Current.CurrentProcessId,
            ParentName = process.ParentName,
            ClassNumber = classNumber,
            ArgumentCount = arguments.Length,
            Types = labels.Types,
            Modules = labels.Modules,
            AssemblyFiles = [.. deployment.FilesToTell([.. objects.Assemblies, type.Assembly])],
            EntryAssembly = Deployment.ApplicationName,
        };
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
            StartMessage.Encode(preparation, objects.Pickle));
    }
}
