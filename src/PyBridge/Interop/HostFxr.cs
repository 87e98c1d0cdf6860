using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace PyBridge.Interop;

/// <summary>.NET's own host library, which has started the runtime of most processes.</summary>
/// <remarks>.NET: docs/design/features/native-hosting.md of dotnet/runtime.</remarks>
internal static unsafe class HostFxr
{
    /// <summary>The name of its file.</summary>
    internal const string File = "libhostfxr.so";

    private const int BufferTooSmall = unchecked((int)0x80008098); // HostApiBufferTooSmall

    /// <summary>The properties of the runtime that it has started in this process; none if it has started none.</summary>
    /// <param name="path">The full path of the library, which is loaded already.</param>
    internal static Dictionary<string, string> RuntimeProperties(string path)
    {
        var properties = new Dictionary<string, string>();
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            return properties;
        }

        try
        {
            if (NativeLibrary.TryGetExport(library, "hostfxr_get_runtime_properties", out var export))
            {
                Read((delegate* unmanaged[Cdecl]<nint, nuint*, byte**, byte**, int>)export, properties);
            }
        }
        finally
        {
            NativeLibrary.Free(library);
        }

        return properties;
    }

    private static void Read(
        delegate* unmanaged[Cdecl]<nint, nuint*, byte**, byte**, int> get, Dictionary<string, string> properties)
    {
        const nint ofThisProcess = 0;
        nuint count = 0;
        if (get(ofThisProcess, &count, null, null) != BufferTooSmall)
        {
            return;
        }

        var names = new byte*[count];
        var values = new byte*[count];
        fixed (byte** firstName = names, firstValue = values)
        {
            if (get(ofThisProcess, &count, firstName, firstValue) != 0)
            {
                return;
            }
        }

        for (var i = 0; i < (int)count; i++)
        {
            properties[Utf8StringMarshaller.ConvertToManaged(names[i])!] = Utf8StringMarshaller.ConvertToManaged(values[i]) ?? "";
        }
    }
}
