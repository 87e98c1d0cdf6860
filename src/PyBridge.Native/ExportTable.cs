using System;
using System.Collections.Generic;
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

    /// <summary>Loads every assembly that PyBridge may come to need.</summary>
    /// <exception cref="InvalidOperationException">The program has another version of PyBridge itself.</exception>
    /// <remarks>
    /// The CLR keeps the files of assemblies open. If it loaded them when they are first used, they would get the numbers
    /// 0, 1 and 2 in a program that has closed these by then.
    /// </remarks>
    [RequiresUnreferencedCode("For programs with a CLR, where nothing was trimmed.")]
    public static void LoadReferences()
    {
        var (own, library) = (typeof(ExportTable).Assembly.GetName().Version, typeof(Process).Assembly.GetName().Version);
        if (own != library)
        {
            throw new InvalidOperationException($"this program has PyBridge {library}, and the Python package is {own}; use one version");
        }

        var seen = new HashSet<string?>();
        var waiting = new Queue<Assembly>([typeof(ExportTable).Assembly]);
        while (waiting.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                if (seen.Add(name.Name))
                {
                    waiting.Enqueue(Assembly.Load(name));
                }
            }
        }
    }
}
