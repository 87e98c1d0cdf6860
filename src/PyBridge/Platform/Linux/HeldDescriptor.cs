using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Keeps a descriptor open, and its number valid, while a call uses it.</summary>
internal ref struct HeldDescriptor : IDisposable
{
    private readonly SafeDescriptor _descriptor;

    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public HeldDescriptor(SafeDescriptor descriptor)
    {
        var added = false;
        descriptor.DangerousAddRef(ref added);
        _descriptor = descriptor;
    }

    public readonly int Number => _descriptor.Number;

    public readonly void Dispose() => _descriptor.DangerousRelease();
}
