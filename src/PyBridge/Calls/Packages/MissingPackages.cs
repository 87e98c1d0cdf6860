using System.Collections.Concurrent;
using System.IO;
using System.Reflection;

namespace PyBridge.Calls.Packages;

/// <summary>
/// Why assemblies are missing that a package should have. The runtime has a text of its own for what it does not find, and
/// puts it in the place of any other, so ours is kept until the error has left the target.
/// </summary>
internal static class MissingPackages
{
    private static readonly ConcurrentDictionary<string, string> Reasons = new();

    /// <summary>Notes an assembly that was found neither beside a library nor in the packages of its deps.json.</summary>
    /// <param name="library">The library's full path.</param>
    /// <param name="name">The assembly.</param>
    /// <param name="packages">What was looked into.</param>
    public static void Note(string library, AssemblyName name, PackageAssets packages)
    {
        if (packages.PackageOf(name.Name!) is { } package)
        {
            Reasons[name.FullName] =
                $"{library} needs {name.Name} of the package {package}, which is neither beside it nor in "
                + $"{string.Join(" nor in ", packages.Folders)}: restore the library's project here, set NUGET_PACKAGES, or "
                + "publish the library";
        }
    }

    /// <summary>The error with its reason; <see langword="null"/> if there is none.</summary>
    public static FileNotFoundException? Explain(FileNotFoundException error) =>
        error.FileName is { } name && Reasons.TryGetValue(name, out var reason)
            ? new FileNotFoundException(reason, name, error)
            : null;
}
