using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch.Python;

/// <summary>Plans the launch of an interpreter that runs a Python callable.</summary>
internal static class PythonLaunch
{
    private const int NoEntry = 2; // ENOENT

    /// <summary>What stands on the command line: the program itself comes with the start message.</summary>
    private const string Loader =
        "import pickle, sys; message = open(int(sys.argv[-2]), 'rb'); exec(pickle.load(message))";

    /// <exception cref="PickleException">An argument, or the class of the process, cannot cross.</exception>
    /// <exception cref="PlatformException">There is no interpreter, or no such working directory.</exception>
    public static LaunchPlan Plan(
        PythonTarget target,
        Process process,
        object?[] arguments,
        KeyValuePair<string, object?>[] keywordArguments)
    {
        RefuseOverriddenRun(process);
        var message = new PythonStartMessage(target, process);
        var parts = message.Encode(arguments, keywordArguments);
        if (target.WorkingDirectory is { } folder && !Directory.Exists(folder))
        {
            throw new PlatformException(
                "chdir", NoEntry, "No such file or directory", folder, $"It is to be the working directory of {target}.");
        }

        var interpreter = InterpreterSearch.Find(target);
        return new LaunchPlan(
            interpreter,
            (messageDescriptor, parent) =>
            [
                interpreter,
                "-c",
                Loader,
                WorkerArguments.Flag,
                messageDescriptor.ToString(CultureInfo.InvariantCulture),
                parent.ToString(CultureInfo.InvariantCulture),
            ],
            EnvironmentBlock.Of(target.Environment),
            parts,
            message.KeptDescriptors)
        {
            WorkingDirectory = target.WorkingDirectory,
        };
    }

    /// <summary>Else the override would be passed over in silence. Fields of a subclass stay here, and that is no loss.</summary>
    private static void RefuseOverriddenRun(Process process)
    {
        if (process.GetType() != typeof(Process) && new Action(process.Run).Method.DeclaringType != typeof(Process))
        {
            throw new PickleException(
                $"cannot pickle self: {process.GetType()} overrides Run, which is code of .NET, and has a Python target; "
                + "it can be either",
                "TypeError")
            {
                Path = "self",
            };
        }
    }
}
