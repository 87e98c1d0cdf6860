using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <summary>The functions of <c>pybridge.h</c> for a program that has the CLR loaded already: found by name.</summary>
public static class ExportTable
{
    /// <summary>Where a function is.</summary>
    /// <param name="name">Its name in <c>pybridge.h</c>.</param>
    /// <returns>The address, to be called as C is; 0 where there is no such function.</returns>
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
