using System;
using System.Runtime.InteropServices;
using PyBridge.Launch.Standby;

namespace PyBridge.Native;

/// <content>The reserve of prestarted workers.</content>
public static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "pybridge_standby_set")]
    private static int SetStandby(int csharp, int workers, long idleMilliseconds, NativeLaunch* launch) => Guard(() =>
        ReserveFor(csharp).Configure(
            workers,
            idleMilliseconds < 0 ? null : TimeSpan.FromMilliseconds(idleMilliseconds),
            launch is null ? null : csharp != 0 ? launch->ToPlanOfMethodWorker() : launch->ToPlanOfWorker()));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_standby_stats")]
    private static int GetStandbyStatistics(int csharp, char* buffer, int capacity, int* length) => Guard(() =>
        NativeText.Write<char>(ReserveFor(csharp).Describe(), buffer, capacity, length));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_standby_trouble")]
    private static int TakeStandbyTrouble(nint* trouble) => Guard(() =>
        *trouble = (StandbyReserve.PythonOfHost.TakeTrouble() ?? StandbyReserve.DotNetOfHost.TakeTrouble()) is { } text ? Handles.Of(text) : 0);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_text_get")]
    private static int GetText(nint text, char* buffer, int capacity, int* length) => Guard(() =>
        NativeText.Write<char>(Handles.To<string>(text), buffer, capacity, length));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_standby_end")]
    private static int EndStandby() => Guard(() =>
    {
        StandbyReserve.PythonOfHost.End();
        StandbyReserve.DotNetOfHost.End();
    });

    private static StandbyReserve ReserveFor(int csharp) => csharp != 0 ? StandbyReserve.DotNetOfHost : StandbyReserve.PythonOfHost;
}
