using System;

namespace PyBridge.Wire;

/// <summary>What a start message calls a method of an assembly that the parent has not loaded.</summary>
/// <param name="file">The full path of the assembly file.</param>
/// <param name="versionId">The module's version id, which every build of it has anew.</param>
/// <param name="token">The method's metadata token there.</param>
/// <param name="typeToken">The metadata token of the type that was named, which may have inherited the method.</param>
internal sealed class MethodLabel(string file, Guid versionId, int token, int typeToken)
{
    public string File { get; } = file;

    public Guid VersionId { get; } = versionId;

    public int Token { get; } = token;

    public int TypeToken { get; } = typeToken;
}
