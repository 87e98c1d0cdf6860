using System;
using System.IO;

namespace PyBridge.Tests.Support;

/// <summary>Lets children be another program instead of <c>dotnet</c>, until it is disposed.</summary>
internal sealed class StandIn : IDisposable
{
    private const string Variable = "PYBRIDGE_DOTNET";

    public StandIn(string program) => Environment.SetEnvironmentVariable(Variable, program);

    /// <summary>A shell script, which has the start message as its descriptor 3.</summary>
    public static StandIn Script(string path, string commands)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new StandIn(path);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, null);
}
