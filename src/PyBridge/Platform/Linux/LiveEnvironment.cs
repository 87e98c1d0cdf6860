using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// Copies the variable <c>environ</c> while other threads may be changing it: other users of the C library, Python's
/// subinterpreters with their own locks, or a Python without any lock.
/// </summary>
/// <remarks>
/// The C library never frees a variable's text, but it replaces the array of variables, and frees the old one. So the
/// array is read twice, and a text is read only if both readings were equal, between two calls that wait for whoever
/// changes the array: anything read from an array that was freed meanwhile is discarded before it is followed. Python
/// changes the environment through these functions, too.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class LiveEnvironment
{
    public static byte[][] Copy()
    {
        List<nint> entries;
        byte** array;
        do
        {
            WaitForChange();
            array = LibC.Environment;
            entries = Entries(array);
            WaitForChange();
        }
        while (LibC.Environment != array || !Entries(array).IsSameAs(entries));

        var variables = new byte[entries.Count][];
        for (var i = 0; i < variables.Length; i++)
        {
            variables[i] = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entries[i]).ToArray();
        }

        return variables;
    }

    private static List<nint> Entries(byte** array)
    {
        var entries = new List<nint>();
        for (var i = 0; array != null && array[i] != null; i++)
        {
            entries.Add((nint)array[i]);
        }

        return entries;
    }

    private static bool IsSameAs(this List<nint> one, List<nint> other) =>
        CollectionsMarshal.AsSpan(one).SequenceEqual(CollectionsMarshal.AsSpan(other));

    /// <summary>Takes the lock under which the C library changes the array, by asking for no change.</summary>
    private static void WaitForChange()
    {
        fixed (byte* nobodys = "PYBRIDGE_NO_SUCH_VARIABLE"u8)
        {
            _ = LibC.UnsetVariable(nobodys);
        }
    }
}
