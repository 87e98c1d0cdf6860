using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>The two descriptors a child is given: the start message and its parent.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxInheritance : Inheritance
{
    private const int BadDescriptor = 9; // EBADF
    private readonly WatchedHandle _message;
    private readonly WatchedHandle _parent;

    private LinuxInheritance(int message, int parent)
    {
        _message = new WatchedHandle(new SafeDescriptor(message));
        _parent = new WatchedHandle(new SafeDescriptor(parent));
    }

    public override WatchedHandle ParentSentinel => _parent;

    public static LinuxInheritance Take(int message, int parent)
    {
        // A stray or forged launch must not make us wait on a terminal or close somebody's file.
        if (message < 3 || parent < 3 || message == parent
            || !IsPipe(message) || !IsProcess(parent))
        {
            throw SystemErrors.Of("waitid", BadDescriptor);
        }

        Descriptors.SetCloseOnExec(message);
        Descriptors.SetCloseOnExec(parent);
        return new LinuxInheritance(message, parent);
    }

    public override int Read(Span<byte> buffer)
    {
        var both = stackalloc LibC.PollDescriptor[2];
        both[0] = new LibC.PollDescriptor { Descriptor = _message.Number, Events = LibC.PollIn };
        both[1] = new LibC.PollDescriptor { Descriptor = _parent.Number, Events = LibC.PollIn };
        while (true)
        {
            if (LibC.Poll(both, 2, -1) < 0)
            {
                ThrowUnlessInterrupted("poll");
                continue;
            }

            if (both[0].Returned == 0)
            {
                return 0; // the parent is gone and has left nothing more
            }

            fixed (byte* start = buffer)
            {
                var count = LibC.Read(_message.Number, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }
            }

            ThrowUnlessInterrupted("read");
        }
    }

    public override void CloseMessage() => _message.Close();

    private static void ThrowUnlessInterrupted(string call)
    {
        if (SystemErrors.Code != LibC.Interrupted)
        {
            throw SystemErrors.Last(call);
        }
    }

    /// <summary>Only pipes have a capacity.</summary>
    private static bool IsPipe(int descriptor) => LibC.Fcntl(descriptor, LibC.FcntlGetPipeSize, 0) > 0;

    /// <summary>Only a pidfd can be waited for as one; our parent is no child of ours, and is left as it is.</summary>
    private static bool IsProcess(int descriptor)
    {
        const int look = LibC.WaitExited | LibC.WaitNoHang | LibC.WaitKeep;
        LibC.SignalInfo info;
        return LibC.WaitId(LibC.WaitByPidFd, descriptor, &info, look) == 0 || SystemErrors.Code == LibC.NoChild;
    }
}
