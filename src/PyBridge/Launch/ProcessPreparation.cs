using PyBridge.Lifecycle;
using PyBridge.Platform;
using PyBridge.Wire;

namespace PyBridge.Launch;

/// <summary>What the child of any C# target is told about the process object.</summary>
internal static class ProcessPreparation
{
    /// <param name="description">The object.</param>
    /// <param name="argumentCount">The number of arguments among the objects.</param>
    /// <param name="labels">The types that the objects name; null if there are none.</param>
    /// <param name="classNumber">The number of the process object's class among them.</param>
    /// <param name="assemblyFiles">Assembly files that the child would not find by name.</param>
    /// <param name="entryAssembly">The application's assembly, if there is one.</param>
    /// <param name="method">The method to call, if it is named by its file.</param>
    public static Preparation Of(
        ProcessDescription description,
        int argumentCount = 0,
        TypeLabeler? labels = null,
        int? classNumber = null,
        string[]? assemblyFiles = null,
        string? entryAssembly = null,
        MethodLabel? method = null) => new()
        {
            Name = description.Name,
            Identity = description.Identity,
            Daemon = description.Daemon,
            AuthKey = description.AuthKey.ToByteArray(),
            ParentPid = ProcessPlatform.Current.CurrentProcessId,
            ParentName = description.ParentName ?? "",
            ClassNumber = classNumber,
            ArgumentCount = argumentCount,
            Types = labels?.Types ?? [],
            Modules = labels?.Modules ?? [],
            AssemblyFiles = assemblyFiles ?? [],
            HasNativeAssets = NativeAssets.LieBeside(assemblyFiles ?? []),
            EntryAssembly = entryAssembly,
            Method = method,
        };
}
