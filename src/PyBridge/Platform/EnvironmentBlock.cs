using System.Collections.Generic;

namespace PyBridge.Platform;

/// <summary>The environment for a child, in the system's own form.</summary>
internal abstract class EnvironmentBlock
{
    /// <summary>The value of a variable; <see langword="null"/> if it is not set.</summary>
    public abstract string? Find(string name);

    /// <summary>The same environment with one variable set to another value.</summary>
    public abstract EnvironmentBlock With(string name, string value);

    /// <summary>The variables whose names begin in one of some ways, as one text.</summary>
    public abstract string Matching(IReadOnlyList<string> beginnings);
}
