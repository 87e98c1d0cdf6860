using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Reflection;
using PyBridge.Launch.Hosting;

namespace PyBridge.Launch;

/// <summary>How this application starts a copy of itself as a worker, which depends on how it was published.</summary>
internal abstract class Deployment
{
    private static Deployment? _current;
    private static string? _applicationName;

    /// <summary>The deployment of this process.</summary>
    public static Deployment Current => _current ??= Find();

    /// <summary>
    /// The simple name of the application's own assembly; in a worker, of the application it works for.
    /// </summary>
    public static string? ApplicationName
    {
        get => _applicationName ??= Assembly.GetEntryAssembly()?.GetName().Name;
        set => _applicationName = value;
    }

    /// <summary>The program to start.</summary>
    /// <exception cref="PlatformException">There is none.</exception>
    public abstract string Executable { get; }

    /// <summary>What precedes the arguments that every worker gets.</summary>
    public abstract HostCommand Command { get; }

    /// <summary>Whether workers can be started ahead, and wait.</summary>
    public virtual bool HasWaitingWorkers => false;

    /// <summary>Variables set for a worker on top of the current environment.</summary>
    public virtual IReadOnlyDictionary<string, string?> ExtraEnvironment => ReadOnlyDictionary<string, string?>.Empty;

    /// <summary>Assembly files that the child could not find by name alone.</summary>
    public virtual IReadOnlyList<string> FilesToTell(IEnumerable<Assembly> assemblies) => [];

    private static Deployment Find()
    {
        FrozenStart.RefuseInMissedTurn();
        if (HostProperties.LibraryPath.Length == 0)
        {
            return new BundledDeployment();
        }

        return HostProperties.IsSelfContained ? new SelfContainedDeployment() : new FrameworkDependentDeployment();
    }
}
