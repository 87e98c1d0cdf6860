using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace PyBridge.Tests.EmbeddingHost;

/// <summary>A CPython in this process, by its C API alone.</summary>
internal sealed unsafe partial class EmbeddedPython : IDisposable
{
    private const int LoadNow = 2;        // RTLD_NOW
    private const int LoadGlobal = 0x100; // RTLD_GLOBAL: Python's extension modules look its functions up there
    private readonly nint _library;

    public EmbeddedPython(string path, string programName)
    {
        _library = Load(path, LoadNow | LoadGlobal);
        if (_library == 0)
        {
            throw new DllNotFoundException(path);
        }

        if (programName.Length > 0)
        {
            // wchar_t has four bytes here. Python keeps the pointer, so the memory is never given back.
            var text = Marshal.AllocHGlobal((programName.Length + 1) * sizeof(int));
            var units = new Span<byte>((void*)text, (programName.Length + 1) * sizeof(int));
            units.Clear();
            Encoding.UTF32.GetBytes(programName, units);
            ((delegate* unmanaged<nint, void>)Function("Py_SetProgramName"))(text);
        }

        ((delegate* unmanaged<int, void>)Function("Py_InitializeEx"))(0);
    }

    /// <summary>Runs code as <c>__main__</c>.</summary>
    /// <returns>0, or 1 after an exception, which Python has printed.</returns>
    public int Run(string code)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(code + "\0"))
        {
            return ((delegate* unmanaged<byte*, int>)Function("PyRun_SimpleString"))(text) == 0 ? 0 : 1;
        }
    }

    public void Dispose()
    {
        if (((delegate* unmanaged<int>)Function("Py_FinalizeEx"))() != 0)
        {
            throw new Win32Exception("Python could not write all its output");
        }
    }

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Load(string path, int flags);
}
