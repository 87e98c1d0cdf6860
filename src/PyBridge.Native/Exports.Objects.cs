using System;
using System.Runtime.InteropServices;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge.Native;

/// <content>Creating objects, and the three that exist without being created.</content>
public static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "pybridge_numbers_taken")]
    private static int GetNumbersTaken(int* count) => Guard(() => *count = ProcessIdentity.TakenUnknownToHost());

    [UnmanagedCallersOnly(EntryPoint = "pybridge_name_new")]
    private static int NameNew(
        int* creator, int creatorLength, char* className, int classNameLength, int number, int hasGroup,
        char* buffer, int capacity, int* length) => Guard(() =>
    {
        if (hasGroup != 0)
        {
            throw new ProcessStateException("group argument must be None for now");
        }

        var identity = new ProcessIdentity(new ReadOnlySpan<int>(creator, creatorLength).ToArray()).Child(number);
        NativeText.Write<char>(identity.NameFor(NativeText.Read(className, classNameLength)), buffer, capacity, length);
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_process_adopt")]
    private static int Adopt(
        char* className, int classNameLength, int* identity, int identityLength, char* name, int nameLength, int daemon,
        byte* authKey, int authKeyLength, int parentPid, char* parentName, int parentNameLength, nint* process) => Guard(() =>
    {
        var state = new ProcessDescription
        {
            Identity = new ReadOnlySpan<int>(identity, identityLength).ToArray(),
            Name = NativeText.Read(name, nameLength),
            Daemon = daemon != 0,
            AuthKey = new AuthenticationKey(new ReadOnlySpan<byte>(authKey, authKeyLength)),
            ParentPid = parentPid,
            ParentName = NativeText.Read(parentName, parentNameLength),
        };
        *process = Open(new HostedProcess(NativeText.Read(className, classNameLength), state));
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_become")]
    private static int Become(nint process, char* parentName, int parentNameLength, int parentPid, int parentSentinel) =>
        Guard(() =>
        {
            var handle = ProcessPlatform.Current.Duplicate(ProcessPlatform.Current.Borrow(parentSentinel));
            Process.Install(
                Handles.To<HostedProcess>(process),
                Process.ParentOf(NativeText.Read(parentName, parentNameLength), parentPid, handle));
        });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_current")]
    private static int GetCurrent(int another, nint* process) => Guard(() =>
        *process = Handles.Of(another == 0 ? Process.Current : new MainProcess()));

    [UnmanagedCallersOnly(EntryPoint = "pybridge_parent")]
    private static int GetParent(nint* process) => Guard(() =>
        *process = Process.Parent is { } parent ? Handles.Of(parent) : 0);

    [UnmanagedCallersOnly(EntryPoint = "pybridge_active_children")]
    private static int GetActiveChildren(nint* processes, int capacity, int* count) => Guard(() =>
    {
        var children = Process.ActiveChildren();
        var handles = new nint[children.Count];
        var known = 0;
        foreach (var child in children)
        {
            if (child is HostedProcess { Handle: not 0 } hosted)
            {
                handles[known++] = hosted.Handle;
            }
        }

        NativeText.Write<nint>(handles.AsSpan(0, known), processes, capacity, count);
    });

    [UnmanagedCallersOnly(EntryPoint = "pybridge_end_other_children")]
    private static int EndOtherChildren(nint* process) => Guard(() =>
        *process = Process.EndChildrenOfDotNet() is { } child ? Handles.Of(child) : 0);

    private static nint Open(HostedProcess process) => process.Handle = Handles.Of(process);
}
