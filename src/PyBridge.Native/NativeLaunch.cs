using System;
using System.Runtime.InteropServices;
using PyBridge.Launch;
using PyBridge.Platform;

namespace PyBridge.Native;

/// <summary>A launch as the host describes it: <c>pybridge_launch</c> of <c>pybridge.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLaunch
{
    /// <summary>C strings, the program's path first; a null pointer ends them.</summary>
    public byte** Arguments;

    /// <summary>A handle of what <c>pybridge_environment_take</c> took; it stays the caller's.</summary>
    public nint Environment;

    /// <summary>The start message.</summary>
    public byte* Message;

    /// <summary>Its length in bytes.</summary>
    public long MessageLength;

    /// <summary>Descriptors the child keeps under their numbers.</summary>
    public int* KeptDescriptors;

    /// <summary>How many there are.</summary>
    public int KeptDescriptorCount;

    /// <summary>A <c>sigset_t</c> of what the child blocks; null for what the calling thread does.</summary>
    public ulong* SignalMask;

    /// <summary>The plan, which reads the message where it lies.</summary>
    public readonly LaunchPlan ToPlan()
    {
        var arguments = Texts(Arguments);
        return new LaunchPlan
        {
            Executable = arguments[0],
            Arguments = arguments,
            Environment = Handles.To<EnvironmentBlock>(Environment),
            Message = Parts(),
            Kept = Kept(),
            SignalMask = Mask,
        };
    }

    /// <summary>The kernel has 64 signals: the first word of the set holds them.</summary>
    private readonly ulong? Mask => SignalMask is null ? null : *SignalMask;

    /// <summary>The plan of a C# method's worker, whose first argument is the path of the worker.</summary>
    public readonly LaunchPlan ToPlan(Process process, string assembly, string method)
    {
        var plan = MethodLaunch.Plan(
            process.Description,
            Texts(Arguments)[0],
            assembly,
            method,
            new ForeignMemory(Message, checked((int)MessageLength)).Memory,
            Handles.To<EnvironmentBlock>(Environment),
            Kept());
        plan.SignalMask = Mask;
        return plan;
    }

    private readonly WatchedHandle[] Kept()
    {
        var kept = new WatchedHandle[KeptDescriptorCount];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = ProcessPlatform.Current.Borrow(KeptDescriptors[i]);
        }

        return kept;
    }

    private static string[] Texts(byte** table) => Array.ConvertAll(Strings(table), text => SystemText.Decode(text));

    private static byte[][] Strings(byte** table)
    {
        var count = 0;
        while (table[count] is not null)
        {
            count++;
        }

        var strings = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            strings[i] = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(table[i]).ToArray();
        }

        return strings;
    }

    /// <summary>A span counts in 32 bits: a longer message is handed over in parts.</summary>
    private readonly ReadOnlyMemory<byte>[] Parts()
    {
        const int longest = 1 << 30;
        var parts = new ReadOnlyMemory<byte>[(MessageLength + longest - 1) / longest];
        for (var i = 0; i < parts.Length; i++)
        {
            var start = (long)i * longest;
            parts[i] = new ForeignMemory(Message + start, (int)Math.Min(longest, MessageLength - start)).Memory;
        }

        return parts;
    }
}
