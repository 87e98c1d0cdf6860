using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>An <c>eventfd</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxWakeUp : WakeUp
{
    /// <exception cref="PlatformException">There is no descriptor left.</exception>
    public LinuxWakeUp()
    {
        using var standard = new StandardNumbers();
        var descriptor = LibC.EventDescriptor(0, LibC.EventCloseOnExec | LibC.EventNonBlocking);
        Handle = descriptor >= 0
            ? new WatchedHandle(new SafeDescriptor(descriptor))
            : throw SystemErrors.Last("eventfd");
    }

    public override WatchedHandle Handle { get; }

    public override void Set()
    {
        var one = 1ul;
        _ = LibC.Write(Handle.Number, (byte*)&one, sizeof(ulong)); // it cannot fail before 2^64 unread ones
    }

    public override void Reset()
    {
        ulong count;
        _ = LibC.Read(Handle.Number, (byte*)&count, sizeof(ulong)); // nothing to read is as good
    }
}
