using Microsoft.Win32.SafeHandles;

namespace PyBridge.Interop;

/// <summary>Owns one file descriptor and closes it exactly once.</summary>
internal sealed class SafeDescriptor : SafeHandleMinusOneIsInvalid
{
    /// <param name="descriptor">The number.</param>
    /// <param name="owns">Whether it is ours to close.</param>
    public SafeDescriptor(int descriptor, bool owns = true)
        : base(owns) => SetHandle(descriptor);

    /// <summary>The number, for calls made while the owner is known to be open.</summary>
    public int Number => (int)handle;

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
