using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.Loader;

namespace PyBridge.Worker;

/// <summary>Lets assemblies be found that the application loaded from files of its own choice, such as plugins.</summary>
internal static class AssemblyFiles
{
    /// <summary>From now on each file is found by its name, and so is what lies beside it or in its deps.json.</summary>
    public static void FindByName(string[] files)
    {
        if (files.Length > 0)
        {
            Install(files);
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "Files are only told of by applications that load assemblies at run time.")]
    private static void Install(string[] files)
    {
        // Made when first needed: each reads a deps.json, or lists a folder.
        var resolvers = new Lazy<List<AssemblyDependencyResolver>>(() => ResolversOf(files));
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            foreach (var file in files)
            {
                if (Path.GetFileNameWithoutExtension(file) == name.Name)
                {
                    return context.LoadFromAssemblyPath(file);
                }
            }

            foreach (var resolver in resolvers.Value)
            {
                if (resolver.ResolveAssemblyToPath(name) is { } path)
                {
                    return context.LoadFromAssemblyPath(path);
                }
            }

            return null;
        };
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        {
            foreach (var resolver in resolvers.Value)
            {
                if (resolver.ResolveUnmanagedDllToPath(name) is { } path)
                {
                    return System.Runtime.InteropServices.NativeLibrary.Load(path);
                }
            }

            return 0;
        };
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "As above.")]
    private static List<AssemblyDependencyResolver> ResolversOf(string[] files)
    {
        var resolvers = new List<AssemblyDependencyResolver>();
        foreach (var file in files)
        {
            resolvers.Add(new AssemblyDependencyResolver(file));
        }

        return resolvers;
    }
}
