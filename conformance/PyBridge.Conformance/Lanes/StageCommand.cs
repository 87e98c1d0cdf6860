using System.Collections.Generic;

namespace PyBridge.Conformance.Lanes;

/// <summary>How the stage is started.</summary>
/// <param name="Python">The interpreter that runs it.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Fresh">Whether every program is started anew, also one that can be prepared.</param>
internal sealed record StageCommand(string Python, string Folder, bool Fresh = false)
{
    /// <summary>The command that leads a program.</summary>
    public IReadOnlyList<string> Lead(IReadOnlyList<string> program, bool isPrepared) =>
        [Python, Folder, .. isPrepared && !Fresh ? ["--prepared"] : (string[])[], "--", .. program];
}
