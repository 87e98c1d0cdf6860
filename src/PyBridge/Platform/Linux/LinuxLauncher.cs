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

            // Our end for reading is closed: if the child dies, writing fails instead of waiting for ever.
            try
            {
                MessageWriter.Write(write, plan.Message, child);
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
        using var messageSource = OutOfTheWay(message, plan);
        using var parentSource = OutOfTheWay(Self(), plan);
        using var errorSource = plan.StandardError is { } error ? OutOfTheWay(error, plan) : null;
        using var actions = new FileActions();
        actions.Give(messageSource.Number, plan.MessageDescriptor);
        actions.Give(parentSource.Number, plan.ParentDescriptor);
        foreach (var kept in plan.KeptDescriptors)
        {
            actions.Give(kept, kept); // onto itself: takes close-on-exec off
        }

        SilenceClosed(actions, plan);
        if (errorSource is not null)
        {
            actions.Give(errorSource.Number, StandardError);
        }

        actions.CloseAllBut(plan.DescriptorsOfChild);
        if (plan.WorkingDirectory is { } folder)
        {
            actions.ChangeDirectory(folder);
        }

        var arguments = new byte[plan.Arguments.Count][];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = NativeStrings.Encode(plan.Arguments[i]);
        }

        using var attributes = new SpawnAttributes(plan.SignalMask);
        using var path = new NativeStrings([NativeStrings.Encode(plan.Executable)]);
        using var argumentTable = new NativeStrings(arguments);
        using var environmentTable = new NativeStrings(plan.Environment);
        int pid;
        var errno = LibC.PosixSpawn(
            &pid, path.Pointer[0], actions.Pointer, attributes.Pointer, argumentTable.Pointer, environmentTable.Pointer);
        return errno == 0
            ? LinuxChild.Adopt(pid, plan.RunsDotNet ? DiagnosticFiles.FolderOf(plan.Environment) : null)
            : throw SystemErrors.Of("posix_spawn", errno, plan.Executable);
    }

    /// <summary>
    /// .NET opens files before it looks at its streams: where this process has closed one of them, the runtime of a child
    /// would take its number for something else, and whatever the child prints would go there.
    /// </summary>
    private static void SilenceClosed(FileActions actions, LaunchPlan plan)
    {
        for (var number = 0; number < StandardNumbers.Count; number++)
        {
            if (plan.IsSilent
                || (plan.RunsDotNet && !StandardNumbers.IsInherited(number) && !plan.KeptDescriptors.Contains(number)))
            {
                actions.Silence(number);
            }
        }
    }

    /// <summary>
    /// A duplicate whose number is none of those the child is to have, so that no <c>dup2</c> in the child
    /// overwrites what a later one needs.
    /// </summary>
    private static SafeDescriptor OutOfTheWay(SafeDescriptor descriptor, LaunchPlan plan) =>
        OutOfTheWay(descriptor.Number, plan);

    private static SafeDescriptor OutOfTheWay(int descriptor, LaunchPlan plan) =>
        Descriptors.DuplicateAtLeast(descriptor, Math.Max(plan.MessageDescriptor, plan.ParentDescriptor) + 1);

    /// <summary>A descriptor of this process, made once: every child gets it as its parent sentinel.</summary>
    private static SafeDescriptor Self()
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
