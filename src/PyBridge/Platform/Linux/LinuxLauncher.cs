using System;
using System.Runtime.Versioning;
using System.Threading;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Starts one child: message pipe, <c>posix_spawn</c>, pidfd, start message, in that order.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxLauncher
{
    private const int StandardError = 2;
    private static SafeDescriptor? _self;

    public static ChildHandle Launch(LaunchPlan plan)
    {
        var (read, write) = Descriptors.Pipe();
        using (write)
        {
            LinuxChild child;
            using (read)
            {
                child = Spawn(plan, read);
            }

            // Our read end is closed: if the child dies, writing fails instead of waiting forever.
            try
            {
                MessageWriter.Write(write, plan.Message, child, plan.AwaitsReader);
                return child;
            }
            catch
            {
                child.Abandon();
                throw;
            }
        }
    }

    private static LinuxChild Spawn(LaunchPlan plan, SafeDescriptor message)
    {
        var numbers = new HandedNumbers(plan);
        using var messageSource = OutOfTheWay(message.Number, numbers);
        using var parentSource = OutOfTheWay(Self().Number, numbers);
        using var errorSource = plan.StandardError is { } error ? OutOfTheWay(error.Number, numbers) : null;
        using var actions = new FileActions();
        actions.Give(messageSource.Number, numbers.Message);
        actions.Give(parentSource.Number, numbers.Parent);
        foreach (var kept in numbers.Kept)
        {
            actions.Give(kept, kept); // onto itself: clears close-on-exec
        }

        SilenceClosed(actions, plan, numbers);
        if (errorSource is not null)
        {
            actions.Give(errorSource.Number, StandardError);
        }

        actions.CloseAllBut(numbers.All);
        if (plan.ReservedNumbers > 0)
        {
            actions.Occupy(plan.ReservedNumbers, numbers.All);
        }

        if (plan.WorkingDirectory is { } folder)
        {
            actions.ChangeDirectory(folder);
        }

        using var attributes = new SpawnAttributes(plan.SignalMask);
        using var path = new NativeStrings([SystemText.EncodeForC(plan.Executable)]);
        using var argumentTable = new NativeStrings(numbers.ArgumentsOf(plan));
        using var environmentTable = new NativeStrings(((LinuxEnvironment)plan.Environment).Variables);
        int pid;
        var errno = LibC.PosixSpawn(
            &pid, path.Pointer[0], actions.Pointer, attributes.Pointer, argumentTable.Pointer, environmentTable.Pointer);
        return errno == 0
            ? LinuxChild.Adopt(pid, plan.RunsDotNet ? DiagnosticFiles.FolderOf(plan.Environment) : null)
            : throw SystemErrors.Of("posix_spawn", errno, plan.Executable);
    }

    /// <summary>
    /// .NET opens files before it looks at its streams: if this process has closed one of them, a child's runtime would
    /// reuse its number for something else, and whatever the child prints would go there.
    /// </summary>
    private static void SilenceClosed(FileActions actions, LaunchPlan plan, HandedNumbers numbers)
    {
        for (var number = 0; number < StandardNumbers.Count; number++)
        {
            if (plan.IsSilent
                || (plan.RunsDotNet && !StandardNumbers.IsInherited(number) && !numbers.Kept.Contains(number)))
            {
                actions.Silence(number);
            }
        }
    }

    /// <summary>
    /// A duplicate whose number is not one the child is to have, so that no <c>dup2</c> in the child overwrites what a
    /// later one needs.
    /// </summary>
    private static SafeDescriptor OutOfTheWay(int descriptor, HandedNumbers numbers) =>
        Descriptors.DuplicateAtLeast(descriptor, Math.Max(numbers.Message, numbers.Parent) + 1);

    /// <summary>A descriptor for this process, created once: every child gets it as its parent sentinel.</summary>
    public static SafeDescriptor Self()
    {
        if (Volatile.Read(ref _self) is { } known)
        {
            return known;
        }

        var made = Descriptors.OpenProcess(LibC.GetPid());
        if (Interlocked.CompareExchange(ref _self, made, null) is { } earlier)
        {
            made.Dispose();
            return earlier;
        }

        return made;
    }
}
