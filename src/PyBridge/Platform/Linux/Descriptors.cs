using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Creates and marks descriptors. All are close-on-exec from the start, and none is 0, 1 or 2.</summary>
internal static unsafe class Descriptors
{
    /// <summary>A pipe.</summary>
    public static (SafeDescriptor Read, SafeDescriptor Write) Pipe()
    {
        var ends = stackalloc int[2];
        using var standard = new StandardNumbers();
        return LibC.Pipe2(ends, LibC.OpenCloseOnExec) == 0
            ? (new SafeDescriptor(ends[0]), new SafeDescriptor(ends[1]))
            : throw SystemErrors.Last("pipe2");
    }

    /// <summary>The same open file under a different number.</summary>
    public static SafeDescriptor Duplicate(int descriptor) => DuplicateAtLeast(descriptor, StandardNumbers.Count);

    /// <summary>The same open file under a number not below the given one.</summary>
    public static SafeDescriptor DuplicateAtLeast(int descriptor, int lowest)
    {
        var duplicate = LibC.Fcntl(descriptor, LibC.FcntlDuplicateAtLeast, lowest);
        return duplicate >= 0 ? new SafeDescriptor(duplicate) : throw SystemErrors.Last("fcntl");
    }

    /// <summary>Keeps a descriptor from being inherited by programs that this process starts.</summary>
    public static void SetCloseOnExec(int descriptor)
    {
        if (LibC.Fcntl(descriptor, LibC.FcntlSetDescriptorFlags, LibC.FdCloseOnExec) != 0)
        {
            throw SystemErrors.Last("fcntl");
        }
    }

    public static void SetNonBlocking(SafeDescriptor descriptor)
    {
        if (LibC.Fcntl(descriptor.Number, LibC.FcntlSetStatusFlags, LibC.OpenNonBlocking) != 0)
        {
            throw SystemErrors.Last("fcntl");
        }
    }

    /// <summary>A descriptor for a process, which stays valid whatever happens to the process id.</summary>
    public static SafeDescriptor OpenProcess(int pid)
    {
        using var standard = new StandardNumbers();
        var descriptor = LibC.PidFdOpen(pid);
        return descriptor >= 0 ? new SafeDescriptor(descriptor) : throw SystemErrors.Last("pidfd_open");
    }
}
