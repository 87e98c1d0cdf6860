using Microsoft.Win32.SafeHandles;

namespace PyBridge.Interop;

/// <summary>Owns one open named semaphore, not its name.</summary>
internal sealed class SafeSemaphore : SafeHandleZeroOrMinusOneIsInvalid
{
    public SafeSemaphore(nint semaphore)
        : base(ownsHandle: true) => SetHandle(semaphore);

    /// <summary>The address, for calls made while the owner is held open.</summary>
    public nint Address => handle;

    protected override bool ReleaseHandle() => LibC.SemaphoreClose(handle) == 0;
}
