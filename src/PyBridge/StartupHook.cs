using PyBridge.Launch.Hosting;
using PyBridge.Worker;

/// <summary>
/// Called by the runtime before <c>Main</c> of a self-contained application that was started as a worker. Type,
/// namespace and method are prescribed by the runtime (docs/design/features/host-startup-hook.md of dotnet/runtime).
/// </summary>
#pragma warning disable CA1050, IDE0130 // The runtime wants it outside any namespace.
internal static class StartupHook
#pragma warning restore CA1050, IDE0130
{
    public static void Initialize() => FrozenTurn.TakeInHook(HostProperties.LibraryPath);
}
