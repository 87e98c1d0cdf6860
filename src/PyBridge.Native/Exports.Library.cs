using System;
using System.Runtime.InteropServices;
using System.Text;
using PyBridge.Platform;

namespace PyBridge.Native;

/// <summary>The functions of <c>pybridge.h</c>, which documents them.</summary>
public static unsafe partial class Exports
{
    /// <summary>Incremented with every change to a signature, to a meaning, or to the set of functions.</summary>
    private const int AbiVersion = 13;

    [UnmanagedCallersOnly(EntryPoint = "pybridge_abi_version")]
    private static int GetAbiVersion()
    {
        // .NET opens its source of random numbers for the first hash and keeps it open. This makes it do so while the
        // host loads the library and guards its descriptor numbers.
        _ = string.Empty.GetHashCode(StringComparison.Ordinal);
        // Before anything else is called, for that may create a thread. Where it fails, all else fails and says why.
        _ = Guard(() => ProcessPlatform.Current.ServeForeignProgram());
        return AbiVersion;
    }

    [UnmanagedCallersOnly(EntryPoint = "pybridge_last_error")]
    private static int GetLastError(
        byte* type, int typeCapacity, char* message, int messageCapacity, int* messageLength,
        char* path, int pathCapacity, int* pathLength, int* errorNumber)
    {
        try
        {
            var name = Encoding.ASCII.GetBytes(LastError.PythonType + "\0");
            name.AsSpan(0, Math.Min(name.Length, typeCapacity)).CopyTo(new Span<byte>(type, typeCapacity));
            NativeText.Write(LastError.Message, message, messageCapacity, messageLength);
            NativeText.Write(LastError.Path, path, pathCapacity, pathLength);
            *errorNumber = LastError.ErrorNumber;
        }
        catch (OutOfMemoryException)
        {
            // Whatever it was: an exception that leaves this method would end the program. This allocates nothing.
            var name = "OSError\0"u8;
            name[..Math.Min(name.Length, typeCapacity)].CopyTo(new Span<byte>(type, typeCapacity));
            (*messageLength, *pathLength, *errorNumber) = (0, 0, LastError.NoMemory);
        }

        return Status.Ok;
    }

    [UnmanagedCallersOnly(EntryPoint = "pybridge_free")]
    private static int Free(nint handle) => Guard(() =>
    {
        if (handle != 0 && Handles.To<object>(handle) is HostedProcess process)
        {
            process.GiveUp();
        }

        Handles.Free(handle);
    });

    /// <summary>No exception may cross into the host: each becomes a status, and is kept for later queries.</summary>
#pragma warning disable CA1031 // The boundary is the one place where every exception is caught.
    private static int Guard(Action body)
    {
        try
        {
            body();
            return Status.Ok;
        }
        catch (Exception exception)
        {
            return LastError.Set(exception);
        }
    }
#pragma warning restore CA1031
}
