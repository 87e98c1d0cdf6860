namespace PyBridge.Platform;

/// <summary>The environment for a child, in the system's own form.</summary>
internal abstract class EnvironmentBlock
{
    /// <summary>The value of a variable; <see langword="null"/> if it is not set.</summary>
    public abstract string? Find(string name);

    /// <summary>The same environment with one variable set to another value.</summary>
    public abstract EnvironmentBlock With(string name, string value);
}
