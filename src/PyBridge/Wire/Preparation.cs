namespace PyBridge.Wire;

/// <summary>What a child is told about itself before its target is read.</summary>
/// <remarks>CPython: <c>get_preparation_data</c> in <c>Lib/multiprocessing/spawn.py</c>, and the process's own state.</remarks>
internal sealed class Preparation
{
    public required string Name { get; init; }

    public required int[] Identity { get; init; }

    public required bool Daemon { get; init; }

    public required byte[] AuthKey { get; init; }

    public required int ParentPid { get; init; }

    public required string ParentName { get; init; }

    /// <summary>The number of the subclass of <see cref="Process"/>; <see langword="null"/> for none.</summary>
    public required int? ClassNumber { get; init; }

    public required int ArgumentCount { get; init; }

    /// <summary>The types that the objects may name, by number. Only this message can name types.</summary>
    public required TypeLabel[] Types { get; init; }

    /// <summary>The modules that contain these types.</summary>
    public required ModuleLabel[] Modules { get; init; }

    /// <summary>Assembly files that cannot be found by name alone.</summary>
    public required string[] AssemblyFiles { get; init; }

    /// <summary>Whether they come with native libraries that only a deps.json leads to.</summary>
    public required bool HasNativeAssets { get; init; }

    /// <summary>The application's assembly, so that the child can act as that application.</summary>
    public required string? EntryAssembly { get; init; }

    /// <summary>The method to call, if the parent knows the target only by name.</summary>
    public MethodLabel? Method { get; init; }
}
