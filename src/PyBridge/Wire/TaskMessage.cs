namespace PyBridge.Wire;

/// <summary>
/// What a worker of a pool sends: a message of one byte says what the next one holds, which is what a result file would.
/// <c>docs/protocol.md</c> describes both.
/// </summary>
internal static class TaskMessage
{
    /// <summary>The task is done; what it has returned or thrown follows.</summary>
    public const byte Answer = (byte)'r';

    /// <summary>How far it has come follows.</summary>
    public const byte Progress = (byte)'p';
}
