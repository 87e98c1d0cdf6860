using System.Runtime.InteropServices;

namespace PyBridge.Tests.Support;

/// <summary>What the tests ask of Linux themselves, past the library they test.</summary>
internal static unsafe partial class SystemCalls
{
    internal const int OpenReadOnly = 0;
    internal const int OpenReadWrite = 2;
    internal const int OpenCloseOnExec = 0x80000;
    internal const int Interrupted = 4; // EINTR
    internal const short PollIn = 1;
    private const int PidFdOpen = 434; // the same on every Linux architecture
    private const string Library = "libc";

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport(Library, EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int MakeFifo(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "dup", SetLastError = true)]
    internal static partial int Duplicate(int descriptor);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    internal static partial int DuplicateTo(int descriptor, int number);

    [LibraryImport(Library, EntryPoint = "umask")]
    internal static partial uint SetUserMask(uint mask);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "abort")]
    internal static partial void Abort();

    /// <summary>Crashes where there is no text.</summary>
    [LibraryImport(Library, EntryPoint = "strlen")]
    internal static partial nint LengthOfText(nint address);

    /// <summary>Signal 0 only asks whether there is such a process.</summary>
    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    /// <summary>A descriptor that becomes readable when the process dies; -1 where there is none.</summary>
    internal static int OpenProcess(int pid) => (int)Call(PidFdOpen, pid, 0);

    /// <summary>Runs another program in place of this process. Returns where that is not possible.</summary>
    internal static int Become(string program, params string?[] arguments) => Execute(program, [program, .. arguments, null]);

    [LibraryImport(Library, EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, string?[] arguments);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second);
}
