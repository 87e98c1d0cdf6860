using System;

namespace PyBridge.Conformance.Lanes;

/// <summary>A <c>dotnet</c> that was found, and the newest runtime it has.</summary>
internal sealed record DotNetRuntime(string Host, Version Version);
