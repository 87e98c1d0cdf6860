using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>The numbers under which a child finds what it is handed: the lowest free ones from 3 up.</summary>
[SupportedOSPlatform("linux")]
internal sealed class HandedNumbers
{
    private const int FirstFree = 3;
    private readonly int[] _kept;

    public HandedNumbers(LaunchPlan plan)
    {
        var kept = new List<int>();
        foreach (var handle in plan.Kept)
        {
            kept.Add(handle.Number);
        }

        foreach (var file in plan.Files?.Handles ?? [])
        {
            kept.Add(file.Number);
        }

        if (plan.Result is LinuxResultFile result)
        {
            Result = result.Number;
            kept.Add(result.Number);
        }

        _kept = [.. kept];
        Message = FirstNotKept(FirstFree);
        Parent = FirstNotKept(Message + 1);
    }

    /// <summary>The numbers that are the same in this process.</summary>
    public ReadOnlySpan<int> Kept => _kept;

    /// <summary>The result file, which keeps its number; <see langword="null"/> if there is none.</summary>
    public int? Result { get; }

    /// <summary>Where the child reads its start message.</summary>
    public int Message { get; }

    /// <summary>Where the child watches its parent.</summary>
    public int Parent { get; }

    /// <summary>All numbers from 3 up that are open in the child, ascending, each once.</summary>
    public int[] All
    {
        get
        {
            int[] all = [.. _kept, Message, Parent];
            Array.Sort(all);
            var count = 0;
            foreach (var number in all)
            {
                if (number >= FirstFree && (count == 0 || number != all[count - 1]))
                {
                    all[count++] = number;
                }
            }

            return all[..count];
        }
    }

    /// <summary>The arguments of a plan followed by the numbers, in the system's bytes.</summary>
    public byte[][] ArgumentsOf(LaunchPlan plan)
    {
        var arguments = new List<byte[]>();
        foreach (var argument in plan.Arguments)
        {
            arguments.Add(SystemText.EncodeForC(argument));
        }

        if (plan.NamesHandles)
        {
            if (Result is { } result)
            {
                arguments.Add(Text(result));
            }

            arguments.AddRange([Text(Message), Text(Parent)]);
        }

        return [.. arguments];
    }

    private static byte[] Text(int number) =>
        SystemText.Encode(number.ToString(CultureInfo.InvariantCulture));

    private int FirstNotKept(int number)
    {
        while (Array.IndexOf(_kept, number) >= 0)
        {
            number++;
        }

        return number;
    }
}
