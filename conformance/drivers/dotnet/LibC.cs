using System.Runtime.InteropServices;

namespace PyBridge.Conformance.Lane;

/// <summary>What a scenario does to its own process that .NET has no method for.</summary>
internal static partial class LibC
{
    public const nint DefaultAction = 0;
    public const nint Ignore = 1;
    private const int ReadWrite = 2;
    private const int Create = 64;
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

    /// <summary>Opens a new file and leaves it open, to be inherited.</summary>
    public static void OpenInheritable(string path) => _ = Open(path, ReadWrite | Create, OwnerMayReadAndWrite);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags, int mode);
}
