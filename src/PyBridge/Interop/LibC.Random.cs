using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The kernel's random data.</content>
internal static unsafe partial class LibC
{
    [LibraryImport(Library, EntryPoint = "getrandom", SetLastError = true)]
    internal static partial nint GetRandom(byte* buffer, nint length, uint flags);
}
