using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>POSIX semaphores: files in <c>/dev/shm</c>, like CPython's.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxSemaphores : SemaphorePlatform
{
    private const uint OwnerOnly = 0x180; // 0600

    public override NamedSemaphore? Create(string name, int value)
    {
        using var native = new NativeStrings([SystemText.EncodeForC(name)]);
        var semaphore = LibC.SemaphoreOpen(
            native.Pointer[0], LibC.OpenCreate | LibC.OpenExclusive, OwnerOnly, (uint)value);
        if (semaphore != 0)
        {
            return new LinuxSemaphore(new SafeSemaphore(semaphore));
        }

        return SystemErrors.Code == LibC.FileExists ? null : throw SystemErrors.Last("sem_open", name);
    }

    public override NamedSemaphore Open(string name)
    {
        using var native = new NativeStrings([SystemText.EncodeForC(name)]);
        var semaphore = LibC.SemaphoreOpen(native.Pointer[0], 0, 0, 0);
        return semaphore != 0
            ? new LinuxSemaphore(new SafeSemaphore(semaphore))
            : throw SystemErrors.Last("sem_open", name);
    }

    public override void Unlink(string name)
    {
        using var native = new NativeStrings([SystemText.EncodeForC(name)]);
        _ = LibC.SemaphoreUnlink(native.Pointer[0]); // someone else may have removed it first
    }
}
