using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PyBridge.Calls.Packages;

namespace PyBridge.Calls;

/// <summary>Resolves assemblies that the application loaded from files of its own choice, such as plugins.</summary>
[UnconditionalSuppressMessage(
    "Trimming",
    "IL2026",
    Justification = "Files are only told of by applications that load assemblies at run time.")]
internal sealed class AssemblyFiles
{
    private readonly string[] _files;
    private AssemblyDependencyResolver[]? _resolvers;
    private PackageAssets[]? _packages;

    /// <param name="files">Full paths.</param>
    public AssemblyFiles(params string[] files) => _files = files;

    // Created when first needed: each reads a deps.json or lists a folder.
    private AssemblyDependencyResolver[] Resolvers =>
        _resolvers ??= Array.ConvertAll(_files, file => new AssemblyDependencyResolver(file));

    private PackageAssets[] Packages => _packages ??= Array.ConvertAll(_files, PackageAssets.Of);

    /// <summary>From now on each file is found by its name, as is anything beside it or in its deps.json.</summary>
    /// <param name="files">Full paths.</param>
    /// <param name="withNativeAssets">
    /// Whether to find native libraries, too, that lie elsewhere than beside their callers; see
    /// <see cref="Launch.NativeAssets"/>.
    /// </param>
    public static void FindByName(string[] files, bool withNativeAssets)
    {
        if (files.Length == 0)
        {
            return;
        }

        // The application domain's event rather than the load context's: the type of the latter is in an assembly that
        // a worker would load just for this.
        var found = new AssemblyFiles(files);
        AppDomain.CurrentDomain.AssemblyResolve += found.Resolve;
        if (withNativeAssets)
        {
            found.FindNativeAssets();
        }
    }

    /// <summary>
    /// The path of an assembly that lies beside one of the files or is in its deps.json, also where NuGet keeps it; null
    /// if there is none.
    /// </summary>
    public string? FindAssembly(AssemblyName name) =>
        First(Resolvers, resolver => resolver.ResolveAssemblyToPath(name))
        ?? First(Packages, packages => packages.FindAssembly(name.Name!, name.CultureName ?? string.Empty));

    /// <summary>The path of a native library, likewise.</summary>
    public string? FindNativeLibrary(string name) =>
        First(Resolvers, resolver => resolver.ResolveUnmanagedDllToPath(name))
        ?? NativeBeside(name)
        ?? First(Packages, packages => packages.FindNativeLibrary(FormsOf(name)));

    /// <summary>Notes that an assembly is missing, in case a package of the files should have it.</summary>
    public void NoteMissing(AssemblyName name)
    {
        for (var i = 0; i < _files.Length; i++)
        {
            MissingPackages.Note(_files[i], name, Packages[i]);
        }
    }

    private Assembly? Resolve(object? sender, ResolveEventArgs wanted)
    {
        // The event is raised for the contexts of plugins, too, but what those lack is not ours to supply.
        if (wanted.RequestingAssembly is { } caller
            && AssemblyLoadContext.GetLoadContext(caller) != AssemblyLoadContext.Default)
        {
            return null;
        }

        var name = new AssemblyName(wanted.Name);
        var path = Array.Find(_files, file => Path.GetFileNameWithoutExtension(file) == name.Name)
            ?? FindAssembly(name);
        if (path is null)
        {
            NoteMissing(name);
            return null;
        }

        return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
    }

    private void FindNativeAssets() =>
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            FindNativeLibrary(name) is { } path ? NativeLibrary.Load(path) : 0;

    /// <summary>Looks as the runtime does beside an application: whatever the search paths, in this order.</summary>
    private string? NativeBeside(string name)
    {
        var forms = FormsOf(name);
        foreach (var file in _files)
        {
            var folder = Path.GetDirectoryName(file)!;
            if (Array.Find(forms, form => File.Exists(Path.Combine(folder, form))) is { } found)
            {
                return Path.Combine(folder, found);
            }
        }

        return null;
    }

    private static string[] FormsOf(string name) => [$"{name}.so", $"lib{name}.so", name, $"lib{name}"];

    private static string? First<T>(T[] places, Func<T, string?> find)
    {
        foreach (var place in places)
        {
            if (find(place) is { } path)
            {
                return path;
            }
        }

        return null;
    }
}
