using System;
using System.Collections.Generic;
using System.IO;
using PyBridge.Launch.Hosting;

namespace PyBridge.Launch;

/// <summary>
/// An application that brings its own runtime: it is started again, with a startup hook that does the worker's work
/// before the application's <c>Main</c> can run.
/// </summary>
internal sealed class SelfContainedDeployment : Deployment
{
    private const string HooksSwitch = "System.StartupHookProvider.IsSupported";

    public override string Executable => Environment.ProcessPath!;

    public override HostCommand Command { get; } = new([Environment.ProcessPath!]);

    public override IReadOnlyDictionary<string, string?> ExtraEnvironment
    {
        get
        {
            if (FrozenStart.IsSupported)
            {
                return base.ExtraEnvironment; // Main itself does the worker's work
            }

            if (AppContext.TryGetSwitch(HooksSwitch, out var supported) && !supported)
            {
                throw FrozenStart.Missing("startup hooks are switched off in this application");
            }

            // Last of all: it does not return, and those of profilers and the like are to see the worker as they see others.
            var hooks = HostProperties.LibraryPath;
            if (Environment.GetEnvironmentVariable(FrozenStart.HooksVariable) is { Length: > 0 } others)
            {
                hooks = others + Path.PathSeparator + hooks;
            }

            return new Dictionary<string, string?> { [FrozenStart.HooksVariable] = hooks };
        }
    }
}
