using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The environment.</content>
internal static unsafe partial class LibC
{
    /// <summary>The variable <c>environ</c>: entries up to a null pointer, or null.</summary>
    /// <remarks>
    /// Looked for as the program sees it, and not in the C library: a program that is linked to fixed addresses, such as
    /// Debian's Python, has a copy of the variable, and the original stays null.
    /// </remarks>
    internal static byte** Environment =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "environ", out var variable)
            ? *(byte***)variable
            : null;
}
