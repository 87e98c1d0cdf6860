using System.Runtime.InteropServices;
using PyBridge.Lifecycle;

namespace PyBridge.Native;

/// <content>What the host's object says of itself, and what follows from it.</content>
public static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "pybridge_check")]
    private static int Check(int member, int facts, char* operation, int operationLength) => Guard(() =>
        ((ProcessFacts)facts).Check((Member)member, NativeText.Read(operation, operationLength)));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_repr")]
    private static int GetRepr(
        int facts, char* className, int classNameLength, char* nameRepr, int nameReprLength, char* pid, int pidLength,
        char* parentPid, int parentPidLength, int exitState, int exitCode, int daemon,
        char* buffer, int capacity, int* length) => Guard(() =>
    {
        var state = ((ProcessFacts)facts).State();
        var text = ProcessRepr.Format(
            NativeText.Read(className, classNameLength),
            NativeText.Read(nameRepr, nameReprLength),
            pid is null ? null : NativeText.Read(pid, pidLength),
            NativeText.Read(parentPid, parentPidLength),
            state,
            state is ProcessState.Exited ? ProcessRepr.Exit(exitState == EndedUnknown ? null : exitCode) : null,
            daemon != 0);
        NativeText.Write<char>(text, buffer, capacity, length);
    });
}
