namespace PyBridge.Platform;

/// <summary>The environment that a child is to have, in the system's own form.</summary>
internal abstract class EnvironmentBlock
{
    /// <summary>The value of a variable; <see langword="null"/> where there is none.</summary>
    public abstract string? Find(string name);
}
