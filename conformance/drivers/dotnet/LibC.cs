using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace PyBridge.Conformance.Lane;

/// <summary>What a scenario does to its own process that .NET has no method for.</summary>
internal static partial class LibC
{
    public const nint DefaultAction = 0;
    public const nint Ignore = 1;
    private const int ReadWrite = 2;
    private const int Create = 64;
    private const int GetFlags = 1;
    private const int SetMask = 2;
    private const int UnixFamily = 1;
    private const int Stream = 1;
    private const int OwnerMayReadAndWrite = 384; // 0600

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint SetFileModeMask(uint mask);

    /// <summary>Ends the process past the runtime.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint SetSignalAction(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, Span<byte> bytes, nint count);

    /// <summary>Opens a new file and leaves it open, to be inherited.</summary>
    public static void OpenInheritable(string path) => _ = Open(path, ReadWrite | Create, OwnerMayReadAndWrite);

    /// <summary>Takes the status of a child away from whoever waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public static int Reap(int process)
    {
        var status = 0;
        _ = WaitPid(process, ref status, 0);
        return (status & 0x7f) == 0 ? status >> 8 & 0xff : -(status & 0x7f);
    }

    /// <summary>Makes the process the leader of a group of its own.</summary>
    public static void BecomeGroup() => _ = SetProcessGroup(0, 0);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    public static partial int ProcessGroup();

    public static int Session() => GetSession(0);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    public static bool IsOpen(int descriptor) => Control(descriptor, GetFlags) != -1;

    /// <summary>Opens so many descriptors that the next one has this number or a higher one.</summary>
    public static void TakeDescriptors(int most)
    {
        int number;
        do
        {
            number = Open("/dev/null", 0, 0);
        }
        while (number >= 0 && number < most - 1);
    }

    public static (int First, int Second) SocketPair()
    {
        var pair = new int[2];
        _ = MakeSocketPair(UnixFamily, Stream, 0, pair);
        return (pair[0], pair[1]);
    }

    /// <summary>Blocks these signals in this thread, and no others.</summary>
    public static void Block(IEnumerable<int> signals)
    {
        var mask = new ulong[16]; // glibc's sigset_t
        foreach (var signal in signals)
        {
            mask[0] |= 1UL << (signal - 1);
        }

        _ = SetSignalMask(SetMask, mask, 0);
    }

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int process, ref int status, int options);

    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    private static partial int SetProcessGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "getsid", SetLastError = true)]
    private static partial int GetSession(int process);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static partial int MakeSocketPair(int family, int type, int protocol, [Out] int[] pair);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SetSignalMask(int how, ulong[] mask, nint before);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags, int mode);
}
