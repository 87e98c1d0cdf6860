using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>What a process does to itself: another program, another folder, its end.</content>
internal static unsafe partial class LibC
{
    [LibraryImport(Library, EntryPoint = "execve", SetLastError = true)]
    internal static partial int Execute(byte* path, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "chdir", SetLastError = true)]
    internal static partial int ChangeDirectory(byte* path);
}
