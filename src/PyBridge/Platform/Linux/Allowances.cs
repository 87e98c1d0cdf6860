using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Limits, nice value and processors: a parent sets them for a child that runs already.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Allowances
{
    private const int MaskSize = 1024; // bytes: 8,192 processors, as many as any kernel is built for

    /// <summary>Gives a process those of this thread.</summary>
    /// <returns>False if the system refuses one of them: what it has given up it does not get back.</returns>
    public static bool Give(int pid) => GiveLimits(pid) && GiveNice(pid) && GiveProcessors(pid);

    /// <summary>The processors on which this thread may run, as text.</summary>
    public static string Processors()
    {
        var ours = stackalloc byte[MaskSize];
        var length = LibC.GetAffinity(0, MaskSize, ours);
        return length < 0 ? string.Empty : Convert.ToHexString(new ReadOnlySpan<byte>(ours, MaskSize).TrimEnd((byte)0));
    }

    private static bool GiveLimits(int pid)
    {
        for (var resource = 0; resource < LibC.CountOfLimits; resource++)
        {
            LibC.Limit ours;
            LibC.Limit theirs;
            if (LibC.LimitOf(0, resource, null, &ours) != 0 || LibC.LimitOf(pid, resource, null, &theirs) != 0
                || ((ours.Soft != theirs.Soft || ours.Hard != theirs.Hard)
                    && LibC.LimitOf(pid, resource, &ours, null) != 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool GiveNice(int pid)
    {
        var ours = LibC.GetPriority(LibC.PriorityOfProcess, 0);
        return LibC.GetPriority(LibC.PriorityOfProcess, pid) == ours
            || LibC.SetPriority(LibC.PriorityOfProcess, pid, ours) == 0;
    }

    private static bool GiveProcessors(int pid)
    {
        var ours = stackalloc byte[MaskSize];
        var theirs = stackalloc byte[MaskSize];
        var length = LibC.GetAffinity(0, MaskSize, ours);
        return length >= 0 && LibC.GetAffinity(pid, MaskSize, theirs) >= 0
            && (new ReadOnlySpan<byte>(ours, MaskSize).SequenceEqual(new ReadOnlySpan<byte>(theirs, MaskSize))
                || LibC.SetAffinity(pid, MaskSize, ours) == 0);
    }
}
