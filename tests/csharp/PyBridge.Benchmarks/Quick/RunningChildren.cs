using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using PyBridge.Benchmarks.Subjects;
using PyBridge.Interop;

namespace PyBridge.Benchmarks.Quick;

/// <summary>What running children cost their parent: descriptors and managed memory, at several numbers of them.</summary>
internal static class RunningChildren
{
    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int HighestDescriptor = 4096;
    private const long MemoryOfChild = 16 << 20; // what a .NET process that waits takes for itself, rounded up

    public static void Run(TextWriter output, params ReadOnlySpan<int> counts)
    {
        StartAndKill(1); // what is made once, with the first child
        output.WriteLine();
        output.WriteLine($"{"running children",-22} {"start each",12} {"descriptors each",18} {"managed bytes each",20}");
        foreach (int count in counts)
        {
            if (count * MemoryOfChild > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            {
                output.WriteLine($"{count,-22} left out: they need {count * MemoryOfChild >> 20} MiB");
                continue;
            }

            (TimeSpan time, double descriptors, double bytes) = StartAndKill(count);
            output.WriteLine($"{count,-22} {time.TotalMilliseconds,9:0.00} ms {descriptors,18:0.00} {bytes,20:N0}");
        }

        output.WriteLine($"{"bar",-22} {"",12} {1,18:0.00} {8192,20:N0}");
    }

    private static (TimeSpan Time, double Descriptors, double Bytes) StartAndKill(int count)
    {
        var children = new List<Process>(count);

        GC.Collect();
        GC.WaitForPendingFinalizers(); // what is left of other measurements goes now, not between the two counts
        int descriptorsBefore = CountDescriptors();
        long bytesBefore = GC.GetTotalMemory(forceFullCollection: true);
        long before = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            children.Add(Children.StartIdle());
        }

        TimeSpan time = Stopwatch.GetElapsedTime(before) / count;
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - bytesBefore;
        int descriptors = CountDescriptors() - descriptorsBefore;
        children.ForEach(child => child.Kill());
        children.ForEach(child => child.Join()); // until then a child keeps what it costs, also without its object
        children.ForEach(child => child.Dispose());
        return (time, (double)descriptors / count, (double)bytes / count);
    }

    // Asked one by one: listing a folder leaves a buffer of 8 KiB in the framework's pool, which then counts as a child's.
    private static int CountDescriptors()
    {
        int open = 0;
        for (int number = 0; number < HighestDescriptor; number++)
        {
            open += LibC.Fcntl(number, GetDescriptorFlags, 0) >= 0 ? 1 : 0;
        }

        return open;
    }
}
