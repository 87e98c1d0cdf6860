using System;
using PyBridge.Platform;

namespace PyBridge.Launch;

/// <summary>
/// The variables by which profilers and containers have a runtime wait for them before it runs anything. A worker that
/// waits reads no start message, so that its parent would wait as well, and would not end with its parent.
/// </summary>
/// <remarks>.NET: "Diagnostic ports". A worker connects to the same ports, and goes on meanwhile.</remarks>
internal static class DiagnosticPorts
{
    private const string Suspend = "suspend";
    private const string DoNotSuspend = "nosuspend";

    /// <summary>The environment without any order to wait.</summary>
    public static EnvironmentBlock WithoutWaiting(EnvironmentBlock environment)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["DOTNET_", "COMPlus_"])
        {
            var ports = prefix + "DiagnosticPorts";
            if (environment.Find(ports) is { Length: > 0 } all)
            {
                environment = environment.With(ports, string.Join(';', Array.ConvertAll(all.Split(';'), WithoutWaiting)));
            }

            var ownPort = prefix + "DefaultDiagnosticPortSuspend";
            if (environment.Find(ownPort) is { Length: > 0 } and not "0")
            {
                environment = environment.With(ownPort, "0");
            }
        }

        return environment;
    }

    /// <summary>One port, such as <c>/tmp/port.sock,connect,suspend</c>: where it says nothing, the runtime waits.</summary>
    private static string WithoutWaiting(string port)
    {
        if (string.IsNullOrWhiteSpace(port))
        {
            return port;
        }

        var parts = Array.FindAll(
            port.Split(','), part => !string.Equals(part.Trim(), Suspend, StringComparison.OrdinalIgnoreCase));
        return string.Join(',', Array.Exists(
            parts, part => string.Equals(part.Trim(), DoNotSuspend, StringComparison.OrdinalIgnoreCase))
            ? parts
            : [.. parts, DoNotSuspend]);
    }
}
