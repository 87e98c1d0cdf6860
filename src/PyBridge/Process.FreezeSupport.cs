using PyBridge.Worker;

namespace PyBridge;

/// <content>Support for single-file applications.</content>
public partial class Process
{
    /// <summary>
    /// Call this first in <c>Main</c> of an application published as a single file, trimmed or with NativeAOT. In a worker it
    /// runs the target and does not return; elsewhere it does nothing.
    /// </summary>
    /// <remarks>
    /// CPython: <c>multiprocessing.freeze_support()</c>, for programs frozen into one executable. Other applications do
    /// not need it, and it does them no harm.
    /// </remarks>
    public static void FreezeSupport() => FrozenTurn.TakeInMain();
}
