using System.Runtime.InteropServices;

namespace PyBridge.Native;

/// <content>Workers that serve calls.</content>
public static unsafe partial class Exports
{
    [UnmanagedCallersOnly(EntryPoint = "pybridge_serve_calls")]
    private static int ServeCalls(char* assembly, int assemblyLength, NativeLaunch* launch, int socket, int caller) => Guard(() =>
        launch->BecomeCallServer(NativeText.Read(assembly, assemblyLength), socket, caller));
}
