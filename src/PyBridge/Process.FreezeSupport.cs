using PyBridge.Worker;

namespace PyBridge;

/// <content>Support for applications that are one file.</content>
public partial class Process
{
    /// <summary>
    /// To be called first thing in <c>Main</c> of an application published as a single file or with NativeAOT. In a
    /// worker it runs the target and does not return; elsewhere it does nothing.
    /// </summary>
    /// <remarks>
    /// CPython: <c>multiprocessing.freeze_support()</c>, for programs frozen into one executable. Other applications
    /// do not need it; it does no harm there.
    /// </remarks>
    public static void FreezeSupport() => FrozenTurn.TakeInMain();
}
