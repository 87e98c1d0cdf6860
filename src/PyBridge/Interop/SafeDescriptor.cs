using Microsoft.Win32.SafeHandles;

namespace PyBridge.Interop;

/// <summary>Owns one file descriptor and closes it exactly once.</summary>
internal sealed class SafeDescriptor : SafeHandleMinusOneIsInvalid
{
    public SafeDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>The number, for calls made while the owner is known to be open.</summary>
    public int Number => (int)handle;

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
