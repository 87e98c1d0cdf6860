using System;

namespace PyBridge.Wire;

/// <summary>How a start message identifies a module: its assembly, and the build for which tokens are valid.</summary>
/// <param name="assemblyName">The simple name of the assembly.</param>
/// <param name="versionId">The module's version id, which is new in every build.</param>
internal sealed class ModuleLabel(string assemblyName, Guid versionId)
{
    public string AssemblyName { get; } = assemblyName;

    public Guid VersionId { get; } = versionId;
}
