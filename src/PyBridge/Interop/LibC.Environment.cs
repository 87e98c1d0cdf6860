using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The environment.</content>
internal static unsafe partial class LibC
{
    private static byte*** _environment; // where the variable is: that never changes

    /// <summary>The variable <c>environ</c>: entries up to a null pointer, or null.</summary>
    /// <remarks>
    /// Looked for as the program sees it, and not in the C library: a program that is linked to fixed addresses, such as
    /// Debian's Python, has a copy of the variable, and the original stays null.
    /// </remarks>
    internal static byte** Environment
    {
        get
        {
            if (_environment is null
                && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "environ", out var variable))
            {
                _environment = (byte***)variable;
            }

            return _environment is null ? null : *_environment;
        }
    }
}
