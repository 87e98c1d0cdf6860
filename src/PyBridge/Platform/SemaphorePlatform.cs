namespace PyBridge.Platform;

/// <summary>Creates and finds semaphores that processes share by name.</summary>
internal abstract class SemaphorePlatform
{
    /// <summary>Creates a semaphore.</summary>
    /// <returns><see langword="null"/> if the name is taken.</returns>
    public abstract NamedSemaphore? Create(string name, int value);

    /// <summary>Opens an existing semaphore by name.</summary>
    /// <exception cref="PlatformException">There is none.</exception>
    public abstract NamedSemaphore Open(string name);

    /// <summary>Removes a name; those who have the semaphore open keep it.</summary>
    public abstract void Unlink(string name);
}
