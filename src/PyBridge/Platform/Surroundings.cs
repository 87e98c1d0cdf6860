namespace PyBridge.Platform;

/// <summary>What a child inherits from the thread that starts it, besides what a plan says: read at one moment.</summary>
internal abstract class Surroundings
{
    /// <summary>
    /// What a process has from its start on and cannot be given later: user, groups, capabilities, namespaces, session,
    /// control group. Two texts are equal if all of these are.
    /// </summary>
    public abstract string Fixed { get; }

    /// <summary>Likewise what a .NET runtime measures when it starts: its processors, and how much memory it may map.</summary>
    public abstract string Measures { get; }

    /// <summary>The current directory, as far as it has a name.</summary>
    public abstract string CurrentDirectory { get; }
}
