using System;
using System.Collections.Generic;
using System.Globalization;

namespace PyBridge.Platform;

/// <summary>All that is needed to start one child; made before anything is started.</summary>
internal sealed class LaunchPlan
{
    private const int FirstFree = 3;
    private readonly int[] _kept;
    private readonly Func<int, int, string[]> _arguments;

    /// <summary>Makes a plan.</summary>
    /// <param name="executable">The path of the program.</param>
    /// <param name="arguments">
    /// Its arguments, the program's own name first, given the numbers under which the child finds its start message
    /// and its parent.
    /// </param>
    /// <param name="environment">The whole environment as <c>NAME=value</c>, in the system's bytes.</param>
    /// <param name="message">The start message, in parts that follow each other.</param>
    /// <param name="keptDescriptors">
    /// Open descriptors the child is to have under the same number, besides 0, 1 and 2.
    /// </param>
    public LaunchPlan(
        string executable,
        Func<int, int, string[]> arguments,
        byte[][] environment,
        ReadOnlyMemory<byte>[] message,
        ReadOnlySpan<int> keptDescriptors = default)
    {
        _kept = keptDescriptors.ToArray();
        MessageDescriptor = FirstNotKept(FirstFree);
        ParentDescriptor = FirstNotKept(MessageDescriptor + 1);
        Executable = executable;
        _arguments = arguments;
        Arguments = arguments(MessageDescriptor, ParentDescriptor);
        Environment = environment;
        Message = message;
    }

    public string Executable { get; }

    public IReadOnlyList<string> Arguments { get; }

    public byte[][] Environment { get; }

    public ReadOnlyMemory<byte>[] Message { get; }

    public ReadOnlySpan<int> KeptDescriptors => _kept;

    /// <summary>The full path of the child's current directory; <see langword="null"/> for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the child reads nothing and is not heard: 0, 1 and 2 lead to nowhere.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether the child runs on .NET, which has files of its own while it runs.</summary>
    public bool RunsDotNet { get; init; }

    /// <summary>The descriptor that is the child's stderr; <see langword="null"/> for that of this process.</summary>
    public int? StandardError { get; init; }

    /// <summary>The signals that the child blocks, a bit for each; <see langword="null"/> for those of this thread.</summary>
    public ulong? SignalMask { get; set; }

    /// <summary>The number under which the child reads its start message.</summary>
    public int MessageDescriptor { get; }

    /// <summary>The number under which the child watches its parent.</summary>
    public int ParentDescriptor { get; }

    /// <summary>All numbers from 3 up that are open in the child, ascending, each once.</summary>
    public int[] DescriptorsOfChild
    {
        get
        {
            int[] all = [.. _kept, MessageDescriptor, ParentDescriptor];
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

    /// <summary>
    /// The same launch of a child that is to hand back a result: it keeps one descriptor more, whose number stands on its
    /// command line before the other two.
    /// </summary>
    public LaunchPlan WithResult(int descriptor, int? standardError = null) => new(
        Executable,
        (message, parent) =>
        {
            var arguments = new List<string>(_arguments(message, parent));
            arguments.Insert(arguments.Count - 2, descriptor.ToString(CultureInfo.InvariantCulture));
            return [.. arguments];
        },
        Environment,
        Message,
        [.. _kept, descriptor])
    {
        WorkingDirectory = WorkingDirectory,
        IsSilent = IsSilent,
        RunsDotNet = RunsDotNet,
        SignalMask = SignalMask,
        StandardError = standardError,
    };

    private int FirstNotKept(int number)
    {
        while (Array.IndexOf(_kept, number) >= 0)
        {
            number++;
        }

        return number;
    }
}
