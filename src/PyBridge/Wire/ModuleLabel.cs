using System;

namespace PyBridge.Wire;

/// <summary>What a start message calls a module: its assembly, and the stamp of the build that tokens hold for.</summary>
/// <param name="assemblyName">The simple name of the assembly.</param>
/// <param name="versionId">The module's version id, which every build of it has anew.</param>
internal sealed class ModuleLabel(string assemblyName, Guid versionId)
{
    public string AssemblyName { get; } = assemblyName;

    public Guid VersionId { get; } = versionId;
}
