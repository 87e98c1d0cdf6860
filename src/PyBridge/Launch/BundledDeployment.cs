using System;
using PyBridge.Launch.Hosting;

namespace PyBridge.Launch;

/// <summary>
/// A single file, or native code: the program is started again, and <see cref="Process.FreezeSupport"/> at the top of
/// its <c>Main</c> does the worker's work.
/// </summary>
internal sealed class BundledDeployment : Deployment
{
    public override string Executable =>
        FrozenStart.IsSupported
            ? Environment.ProcessPath!
            : throw FrozenStart.Missing("this application is one file");

    public override HostCommand Command { get; } = new([Environment.ProcessPath!]);
}
