using System;

namespace PyBridge.Wire;

/// <summary>How a start message identifies a method of an assembly that the parent has not loaded.</summary>
/// <param name="file">The full path of the assembly file.</param>
/// <param name="versionId">The module's version id, which is new in every build.</param>
/// <param name="token">The method's metadata token in that module.</param>
/// <param name="typeToken">The metadata token of the named type, which may have inherited the method.</param>
internal sealed class MethodLabel(string file, Guid versionId, int token, int typeToken)
{
    public string File { get; } = file;

    public Guid VersionId { get; } = versionId;

    public int Token { get; } = token;

    public int TypeToken { get; } = typeToken;
}
