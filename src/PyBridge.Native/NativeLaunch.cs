using System;
using System.Runtime.InteropServices;
using PyBridge.Launch;
using PyBridge.Platform;

namespace PyBridge.Native;

/// <summary>A launch as described by the host: <c>pybridge_launch</c> in <c>pybridge.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLaunch
{
    /// <summary>C strings, the program's path first, terminated by a null pointer.</summary>
    public byte** Arguments;

    /// <summary>A handle from <c>pybridge_environment_take</c>; it still belongs to the caller.</summary>
    public nint Environment;

    /// <summary>The start message.</summary>
    public byte* Message;

    /// <summary>Its length in bytes.</summary>
    public long MessageLength;

    /// <summary>Descriptors that the child keeps under the same numbers.</summary>
    public int* KeptDescriptors;

    /// <summary>The number of those descriptors.</summary>
    public int KeptDescriptorCount;

    /// <summary>Whether to return only when the child has begun to read its message.</summary>
    public int AwaitsReader;

    /// <summary>The <c>sigset_t</c> that the child blocks; null for the calling thread's.</summary>
    public ulong* SignalMask;

    /// <summary>
    /// How to prestart a worker that may take over such a start, itself such a structure; null for a cold start.
    /// </summary>
    public NativeLaunch* Standby;

    /// <summary>A C string: why no worker can take over this very start; null if one may.</summary>
    public byte* StandbyRefusal;

    /// <summary>The plan, which reads the message in place.</summary>
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
            AwaitsReader = AwaitsReader != 0,
            SignalMask = Mask,
            Standby = Standby is null ? null : Standby->ToPlanOfWorker(),
            StandbyRefusal = StandbyRefusal is null ? null : Text(StandbyRefusal),
        };
    }

    /// <summary>The plan for a reserve worker, which outlives the call.</summary>
    public readonly LaunchPlan ToPlanOfWorker()
    {
        var arguments = Texts(Arguments);
        return new LaunchPlan
        {
            Executable = arguments[0],
            Arguments = arguments,
            Environment = Handles.To<EnvironmentBlock>(Environment),
            Message = [new ReadOnlySpan<byte>(Message, checked((int)MessageLength)).ToArray()],
        };
    }

    /// <summary>The plan for a reserve worker for C# methods, likewise.</summary>
    public readonly LaunchPlan ToPlanOfMethodWorker() =>
        MethodLaunch.PlanOfWorker(Texts(Arguments)[0], Handles.To<EnvironmentBlock>(Environment));

    /// <summary>The kernel has 64 signals, so the first word of the set holds them all.</summary>
    private readonly ulong? Mask => SignalMask is null ? null : *SignalMask;

    /// <summary>The plan for a C# method's worker; the first argument is the path of the worker.</summary>
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
        plan.Standby = Standby is null ? null : MethodLaunch.PlanOfWorker(plan);
        plan.StandbyRefusal = StandbyRefusal is null ? null : Text(StandbyRefusal);
        return plan;
    }

    /// <summary>Lets this process go on as the worker that serves calls; the first argument is the path of the worker.</summary>
    public readonly void BecomeCallServer(string assembly, int socket, int caller) => ProcessPlatform.Current.Become(
        CallServerLaunch.Plan(
            Texts(Arguments)[0],
            assembly,
            socket,
            caller,
            Handles.To<EnvironmentBlock>(Environment)));

    private readonly WatchedHandle[] Kept()
    {
        var kept = new WatchedHandle[KeptDescriptorCount];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = ProcessPlatform.Current.Borrow(KeptDescriptors[i]);
        }

        return kept;
    }

    private static string Text(byte* text) =>
        SystemText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

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

    /// <summary>A span's length has 32 bits, so a longer message is handed over in parts.</summary>
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
