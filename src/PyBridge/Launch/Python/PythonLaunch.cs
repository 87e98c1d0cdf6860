using System.Collections.Generic;
using System.IO;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch.Python;

/// <summary>Plans the launch of an interpreter that runs a Python callable.</summary>
internal static class PythonLaunch
{
    private const int NoEntry = 2; // ENOENT

    /// <summary>The code on the command line; the program itself comes with the start message.</summary>
    private const string Loader =
        "import pickle, sys; message = open(int(sys.argv[-2]), 'rb'); exec(pickle.load(message))";

    /// <exception cref="PickleException">An argument cannot cross.</exception>
    /// <exception cref="PlatformException">There is no interpreter, no such working directory, or no such folder to search.</exception>
    public static LaunchPlan Plan(
        PythonCallable target,
        LaunchSubject subject,
        object?[] arguments,
        KeyValuePair<string, object?>[] keywordArguments)
    {
        var message = new PythonStartMessage(target, subject);
        try
        {
            var parts = message.Encode(arguments, keywordArguments);
            if (target.WorkingDirectory is { } folder && !Directory.Exists(folder))
            {
                throw new PlatformException(
                    "chdir", NoEntry, "No such file or directory", folder, $"It is to be the working directory of {target}.");
            }

            foreach (var first in target.SearchPath)
            {
                // A file may be an archive of modules.
                if (!Path.Exists(first))
                {
                    throw new PlatformException(
                        "stat", NoEntry, "No such file or directory", first, $"It is to be searched first for the module of {target}.");
                }
            }

            var interpreter = InterpreterSearch.Find(target);
            return new LaunchPlan
            {
                Executable = interpreter,
                Arguments = [interpreter, "-c", Loader, WorkerArguments.Flag],
                Environment = ProcessPlatform.Current.EnvironmentWith(target.Environment),
                Message = parts,
                Kept = message.Kept,
                Files = message.Files,
                AwaitsReader = message.Files.Handles.Count > 0,
                WorkingDirectory = target.WorkingDirectory,
            };
        }
        catch
        {
            message.Files.Close();
            throw;
        }
    }
}
