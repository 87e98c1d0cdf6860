using System;
using Microsoft.Win32.SafeHandles;
using PyBridge.Interop;

namespace PyBridge.Platform;

/// <summary>A system handle that becomes ready once; it can be waited on while another thread closes it.</summary>
internal sealed class WatchedHandle(SafeDescriptor descriptor)
{
    /// <summary>The system's number, as CPython's <c>sentinel</c> gives it.</summary>
    public int Number => Descriptor.Number;

    public SafeDescriptor Descriptor { get; } = descriptor;

    /// <summary>Keeps the handle open, even if someone closes it, until <see cref="LetGo"/>.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public void Hold()
    {
        var added = false;
        Descriptor.DangerousAddRef(ref added);
    }

    /// <summary>Undoes <see cref="Hold"/>.</summary>
    public void LetGo() => Descriptor.DangerousRelease();

    /// <summary>Transfers the descriptor to one of .NET's own owners.</summary>
    public SafeFileHandle Release()
    {
        var owner = new SafeFileHandle(Number, ownsHandle: true);
        Descriptor.SetHandleAsInvalid();
        return owner;
    }

    public void Close() => Descriptor.Dispose();
}
