using System.Runtime.InteropServices;

namespace PyBridge.Interop;

/// <content>The environment.</content>
internal static unsafe partial class LibC
{
    private static byte*** _environment; // the address of the variable, which never changes

    /// <summary>The variable <c>environ</c>: entries up to a null pointer, or null.</summary>
    /// <remarks>
    /// Looked up as the program sees it, not in the C library: a program linked to fixed addresses, such as Debian's
    /// Python, has a copy of the variable, and the original stays null.
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

    [LibraryImport(Library, EntryPoint = "unsetenv", SetLastError = true)]
    internal static partial int UnsetVariable(byte* name);
}
