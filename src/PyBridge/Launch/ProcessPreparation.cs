using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>What the child of any C# target is told of the process object.</summary>
internal static class ProcessPreparation
{
    /// <param name="process">The object.</param>
    /// <param name="argumentCount">How many arguments the objects hold.</param>
    /// <param name="labels">The types the objects name; nothing where there are none.</param>
    /// <param name="classNumber">The number of the object's class among them.</param>
    /// <param name="assemblyFiles">Assembly files the child would not find by name.</param>
    /// <param name="entryAssembly">The application's assembly, if there is one.</param>
    /// <param name="method">The method to call, where it is named by its file.</param>
    public static Preparation Of(
        Process process,
        int argumentCount = 0,
        TypeLabeler? labels = null,
        int? classNumber = null,
        string[]? assemblyFiles = null,
        string? entryAssembly = null,
        MethodLabel? method = null) => new()
        {
            Name = process.Name,
            Identity = process.Identity,
            Daemon = process.Daemon,
            AuthKey = process.AuthKey.ToByteArray(),
            ParentPid = ProcessPlatform.Current.CurrentProcessId,
            ParentName = process.ParentName,
            ClassNumber = classNumber,
            ArgumentCount = argumentCount,
            Types = labels?.Types ?? [],
            Modules = labels?.Modules ?? [],
            AssemblyFiles = assemblyFiles ?? [],
            HasNativeAssets = Worker.AssemblyFiles.HaveNativeAssets(assemblyFiles ?? []),
            EntryAssembly = entryAssembly,
            Method = method,
        };
}
