namespace PyBridge.Platform;

/// <summary>Makes and finds semaphores that processes share by name.</summary>
internal abstract class SemaphorePlatform
{
    /// <summary>Makes a semaphore.</summary>
    /// <returns><see langword="null"/> where the name is taken.</returns>
    public abstract NamedSemaphore? Create(string name, int value);

    /// <summary>Opens the semaphore of a name.</summary>
    /// <exception cref="PlatformException">There is none.</exception>
    public abstract NamedSemaphore Open(string name);

    /// <summary>Takes a name away; who has the semaphore open keeps it.</summary>
    public abstract void Unlink(string name);
}
