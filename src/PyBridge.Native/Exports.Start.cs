using System.Runtime.InteropServices;
using PyBridge.Platform;

namespace PyBridge.Native;

/// <content>Starting and joining, each in two halves between which the host does its part.</content>
public static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_begin_start")]
    private static int BeginStart(nint process, nint creator) => Guard(() =>
        Handles.To<Process>(process).BeginStart(Handles.To<Process>(creator)));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_environment_take")]
    private static int TakeEnvironment(nint* environment) => Guard(() =>
        *environment = Handles.Of(ProcessPlatform.Current.HostEnvironment()));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_finish_start")]
    private static int FinishStart(nint process, NativeLaunch* launch, int* started) => Guard(() =>
    {
        var target = Handles.To<Process>(process);
        target.FinishStart(launch->ToPlan());
        Tell(target, started);
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_finish_start_method")]
    private static int FinishStartMethod(
        nint process, char* assembly, int assemblyLength, char* method, int methodLength, NativeLaunch* launch,
        int* started) => Guard(() =>
    {
        var target = Handles.To<Process>(process);
        target.FinishStart(launch->ToPlan(
            target, NativeText.Read(assembly, assemblyLength), NativeText.Read(method, methodLength)));
        Tell(target, started);
    });

    private static void Tell(Process process, int* started)
    {
        started[0] = process.Sentinel.Descriptor;
        started[1] = process.Pid ?? 0;
    }

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_begin_join")]
    private static int BeginJoin(nint process, int* descriptor, nint* wait) => Guard(() =>
    {
        var target = Handles.To<Process>(process);
        *wait = 0;
        if (target.BeginJoin() is { } handle)
        {
            var join = new HostedWait(target, handle);
            *descriptor = join.Descriptor;
            *wait = Handles.Of(join);
        }
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_end_join")]
    private static int EndJoin(nint wait, int* ended) => Guard(() =>
    {
        var join = Handles.To<HostedWait>(wait);
        Handles.Free(wait);
        *ended = join.End() ? 1 : 0;
    });
}
