namespace PyBridge.Interop;

/// <summary>The C library, one file per area. Every call returns what C returns; Platform/ gives it meaning.</summary>
internal static unsafe partial class LibC
{
    // By its full name: under a shorter one the loader tries, and opens, files that are not it.
    private const string Library = "libc.so.6";
}
