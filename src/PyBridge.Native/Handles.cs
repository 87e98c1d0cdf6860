using System;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <summary>Maps opaque handles to objects. A handle keeps its object alive until it is freed.</summary>
internal static class Handles
{
    public static nint Of(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    /// <exception cref="ArgumentException">The handle is null or of another kind.</exception>
    public static T To<T>(nint handle)
        where T : class =>
        handle != 0 && GCHandle.FromIntPtr(handle).Target is T target
            ? target
            : throw new ArgumentException($"no handle of a {typeof(T).Name}");

    public static void Free(nint handle)
    {
        if (handle != 0)
        {
            GCHandle.FromIntPtr(handle).Free();
        }
    }
}
