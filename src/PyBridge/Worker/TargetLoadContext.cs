using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using PyBridge.Calls;
using PyBridge.Launch.Hosting;

namespace PyBridge.Worker;

/// <summary>
/// An assembly file of somebody else, with the dependencies that it was built with: the program may have others of the
/// same names, older or newer.
/// </summary>
/// <remarks>
/// What belongs to .NET is shared, unless the file brings a newer version, and so is this library, whose objects are among
/// the arguments.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A file that is loaded at run time is not trimmed.")]
internal sealed class TargetLoadContext : AssemblyLoadContext
{
    private static readonly ConcurrentDictionary<string, TargetLoadContext> Contexts = new();

    private readonly string _folder;
    private readonly AssemblyFiles _files;

    private TargetLoadContext(string file)
        : base(Path.GetFileNameWithoutExtension(file))
    {
        _folder = Path.GetDirectoryName(file)!;
        _files = new AssemblyFiles(file);
    }

    /// <summary>Loads a file; into the program's own context if it is one of the program's own.</summary>
    /// <param name="file">The full path.</param>
    /// <returns>The assembly, the same one each time.</returns>
    public static Assembly LoadFile(string file)
    {
        // One of the program's own is known by its name; .NET's core library cannot be loaded in any other way.
        return HostProperties.IsTrusted(file)
            ? Default.LoadFromAssemblyName(new AssemblyName(Path.GetFileNameWithoutExtension(file)))
            : Contexts.GetOrAdd(file, path => new TargetLoadContext(path)).LoadFromAssemblyPath(file);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(TargetLoadContext).Assembly.GetName().Name)
        {
            return null;
        }

        var programs = HostProperties.TrustedFile(assemblyName.Name!);
        var own = FileOf(assemblyName, isNeeded: programs is null || !HostProperties.IsOfFramework(programs));
        if (own is null && programs is null)
        {
            _files.NoteMissing(assemblyName);
        }

        return own is null || (programs is not null && IsShared(programs, own)) ? null : LoadFromAssemblyPath(own);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _files.FindNativeLibrary(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    /// <summary>Most lie beside the file; the rest is looked for where there is no other, or one for each system.</summary>
    private string? FileOf(AssemblyName name, bool isNeeded)
    {
        if (isNeeded || Directory.Exists(Path.Combine(_folder, "runtimes")))
        {
            return _files.FindAssembly(name);
        }

        var beside = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(beside) ? beside : null;
    }

    private static bool IsShared(string programs, string own) =>
        HostProperties.IsOfFramework(programs)
        && AssemblyName.GetAssemblyName(own).Version <= AssemblyName.GetAssemblyName(programs).Version;
}
