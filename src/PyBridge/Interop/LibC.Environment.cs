using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The environment.</content>
internal static unsafe partial class LibC
{
    /// <summary>The variable <c>environ</c>: entries up to a null pointer, or null.</summary>
    internal static byte** Environment =>
        NativeLibrary.TryGetExport(NativeLibrary.Load(Library), "environ", out var variable)
            ? *(byte***)variable
            : null;
}
