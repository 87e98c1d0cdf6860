using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The libraries of this process.</content>
internal static unsafe partial class LibC
{
    /// <summary>How many libraries were loaded since the program began; it grows with each.</summary>
    internal static ulong LibrariesLoaded
    {
        get
        {
            ulong count = 0;
            _ = IterateLibraries(&TakeCount, &count);
            return count;
        }
    }

    [LibraryImport(Library, EntryPoint = "dlsym")]
    internal static partial nint FindSymbol(nint library, byte* name);

    [LibraryImport(Library, EntryPoint = "dl_iterate_phdr")]
    private static partial int IterateLibraries(
        delegate* unmanaged[Cdecl]<LibraryInformation*, nuint, void*, int> callback, void* data);

    /// <summary>The same for every library, so the first one is enough.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int TakeCount(LibraryInformation* library, nuint size, void* count)
    {
        *(ulong*)count = library->Loaded;
        return 1;
    }

    /// <summary><c>struct dl_phdr_info</c> on 64-bit machines, as far as it is needed.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LibraryInformation
    {
        public nint Address;
        public byte* Name;
        public void* Headers;
        public ushort HeaderCount;
        public ulong Loaded; // dlpi_adds
    }
}
