using System;
using System.Runtime.InteropServices;
using PyBridge.Results;

namespace PyBridge.Native;

/// <content>What a child hands back.</content>
public static unsafe partial class Exports
{
    private const int ResultTaken = -1;

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_want_result")]
    private static int WantResult(nint process, int captureErrors) =>
        Guard(() => Handles.To<HostedProcess>(process).WantResult(captureErrors != 0));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_take_result")]
    private static int TakeResult(
        nint process, int demand, int* kind, int* descriptor, long* offset, long* length, nint* failure) => Guard(() =>
    {
        var target = Handles.To<Process>(process);
        target.CheckResult();
        if (target is not HostedProcess { IsResultWanted: true })
        {
            throw new ProcessStateException("the process was made without result=True", "ValueError");
        }

        if (!target.Join(TimeSpan.Zero))
        {
            *kind = demand == 0 ? 0 : throw new TimeoutException($"process '{target.Name}' has not ended, so there is no result yet");
            return;
        }

        byte[]? record = null;
        var (file, found, size) = target.TakeResult((left, what, extent) =>
            record = ResultReader.ReadFailure(left, what, extent)?.Write().ToArray());
        *kind = file is null ? ResultTaken : (int)found;
        *descriptor = -1;
        if (record is not null)
        {
            file!.Dispose();
            *failure = Handles.Of(record);
        }
        else if (file is not null)
        {
            *descriptor = file.Release();
            *offset = ResultHeader.Length;
            *length = size;
        }
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_failure_get")]
    private static int GetFailure(nint failure, byte* buffer, int capacity, int* length) => Guard(() =>
        NativeText.Write<byte>(Handles.To<byte[]>(failure), buffer, capacity, length));
}
