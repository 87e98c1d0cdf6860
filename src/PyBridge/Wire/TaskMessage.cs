namespace PyBridge.Wire;

/// <summary>
/// The first byte of what a worker of a pool sends; behind it is what a result file would hold. <c>docs/protocol.md</c> describes
/// both.
/// </summary>
internal static class TaskMessage
{
    /// <summary>The task is done; what it has returned or thrown follows.</summary>
    public const byte Answer = (byte)'r';

    /// <summary>How far it has come follows.</summary>
    public const byte Progress = (byte)'p';
}
