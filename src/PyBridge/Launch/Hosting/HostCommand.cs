using System.Collections.Generic;

namespace PyBridge.Launch.Hosting;

/// <summary>The command line of a worker, up to what every worker gets.</summary>
/// <param name="Arguments">The arguments, the program's own name first.</param>
/// <param name="Configuration">
/// The text of a configuration that no file has: one is written for as long as the child's host reads it;
/// <see langword="null"/> if none is needed.
/// </param>
internal sealed record HostCommand(IReadOnlyList<string> Arguments, string? Configuration = null);
