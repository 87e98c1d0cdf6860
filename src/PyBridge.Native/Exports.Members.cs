using System;
using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <content>The members of a process object.</content>
public static unsafe partial class Exports
{
    private const int StillRunning = 0;
    private const int EndedWithCode = 1;
    private const int EndedUnknown = 2;

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_set_name")]
    private static int SetName(nint process, char* name, int length) => Guard(() =>
        Handles.To<Process>(process).Name = name is null ? null! : NativeText.Read(name, length));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_set_daemon")]
    private static int SetDaemon(nint process, int daemon) => Guard(() =>
        Handles.To<Process>(process).Daemon = daemon != 0);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_set_authkey")]
    private static int SetAuthKey(nint process, byte* key, int length) => Guard(() =>
        Handles.To<Process>(process).AuthKey = new AuthenticationKey(new ReadOnlySpan<byte>(key, length)));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_get_pid")]
    private static int GetPid(nint process, int* pid) => Guard(() =>
        *pid = Handles.To<Process>(process).Pid ?? 0);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_get_exitcode")]
    private static int GetExitCode(nint process, int* state, int* code) => Guard(() =>
    {
        var status = Handles.To<Process>(process).ExitStatus;
        *code = status?.ExitCode ?? 0;
        *state = status switch
        {
            null => StillRunning,
            { IsUnknown: true } => EndedUnknown,
            _ => EndedWithCode,
        };
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_get_sentinel")]
    private static int GetSentinel(nint process, int* descriptor) => Guard(() =>
        *descriptor = Handles.To<Process>(process).Sentinel.Descriptor);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_is_alive")]
    private static int IsAlive(nint process, int* alive) => Guard(() =>
        *alive = Handles.To<Process>(process).IsAlive() ? 1 : 0);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_interrupt")]
    private static int Interrupt(nint process) => Guard(() => Handles.To<Process>(process).Interrupt());

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_terminate")]
    private static int Terminate(nint process) => Guard(() => Handles.To<Process>(process).Terminate());

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_kill")]
    private static int Kill(nint process) => Guard(() => Handles.To<Process>(process).Kill());

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_close")]
    private static int Close(nint process) => Guard(() => Handles.To<Process>(process).Close());

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_describe")]
    private static int Describe(nint process, byte* buffer, int capacity, int* length) => Guard(() =>
        NativeText.Write(NativeDescription.Of(Handles.To<Process>(process)), buffer, capacity, length));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_get_closed")]
    private static int GetClosed(nint process, int* closed) => Guard(() =>
        *closed = Handles.To<Process>(process).WasClosed ? 1 : 0);
}
