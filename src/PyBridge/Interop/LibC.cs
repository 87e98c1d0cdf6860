namespace PyBridge.Interop;

/// <summary>The C library, one file per area. Every call returns what C returns; Platform/ gives it meaning.</summary>
internal static unsafe partial class LibC
{
    // The full name: for a shorter one the loader tries, and opens, other files first.
    private const string Library = "libc.so.6";
}
