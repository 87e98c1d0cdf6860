using System.Globalization;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Names the limit that made the system refuse something, in the terms in which people set it.</summary>
internal static class LimitAdvice
{
    private const int StackSize = 8 << 20; // of a thread, unless `ulimit -s` says otherwise

    public static string Descriptors => Told("ulimit -n", LibC.LimitOfDescriptors, 1);

    public static string OnFileSize =>
        $"A file, or a result in memory, may not become so large ({Told("ulimit -f", LibC.LimitOfFileSize, 1024)}).";

    public static string OnProcesses() =>
        $"The limit of processes and threads is reached ({Processes}): end some, or raise it.";

    public static string OnMemory(string purpose) => $"There is not enough memory {purpose} ({Memory}).";

    /// <summary>The system reports both causes with one error, but a lack of memory can be tested for.</summary>
    public static string OnThreads() =>
        HasRoomForStack() ? OnProcesses() : OnMemory("for another thread");

    private static string Processes =>
        $"{Told("ulimit -u", LibC.LimitOfProcesses, 1)}; a container may have a lower pids limit";

    private static string Memory => SystemLimits.Of(LibC.LimitOfData) == SystemLimits.Unlimited
        ? Addresses
        : $"{Addresses}, {Told("ulimit -d", LibC.LimitOfData, 1024)}";

    private static string Addresses => Told("ulimit -v", LibC.LimitOfMemory, 1024);

    private static string Told(string command, int resource, ulong unit)
    {
        var limit = SystemLimits.Of(resource);
        var value = limit == SystemLimits.Unlimited ? "unlimited" : (limit / unit).ToString(CultureInfo.InvariantCulture);
        return $"`{command}` is {value}";
    }

    // Writable, for the limit of data counts only that.
    private static bool HasRoomForStack()
    {
        var stack = LibC.MapMemory(0, StackSize, LibC.MapRead | LibC.MapWrite, LibC.MapPrivate | LibC.MapAnonymous, -1, 0);
        if (stack == LibC.MapFailed)
        {
            return false;
        }

        _ = LibC.UnmapMemory(stack, StackSize);
        return true;
    }
}
