using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>The limits that <c>ulimit</c> shows for this process.</summary>
internal static unsafe class SystemLimits
{
    public const ulong Unlimited = ulong.MaxValue;

    /// <summary>The limit in force, in the system's unit; <see cref="Unlimited"/> if there is none.</summary>
    public static ulong Of(int resource)
    {
        LibC.Limit limit;
        return LibC.GetLimit(resource, &limit) == 0 ? limit.Soft : Unlimited;
    }
}
