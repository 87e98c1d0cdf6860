using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <summary>Finds the functions of <c>pybridge.h</c> by name, for a program that already has the CLR loaded.</summary>
public static class ExportTable
{
    /// <summary>Looks up a function.</summary>
    /// <param name="name">Its name in <c>pybridge.h</c>.</param>
    /// <returns>The address, to be called with C's calling convention; 0 if there is no such function.</returns>
    [RequiresDynamicCode("For programs with a CLR; the native library exports the functions itself.")]
    public static long AddressOf(string name)
    {
        foreach (var method in typeof(Exports).GetMethods(BindingFlags.NonPublic | BindingFlags.Static))
        {
            if (method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()?.EntryPoint == name)
            {
                return method.MethodHandle.GetFunctionPointer();
            }
        }

        return 0;
    }
}
