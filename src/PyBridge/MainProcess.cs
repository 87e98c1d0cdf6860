using PyBridge.Connections;
using PyBridge.Lifecycle;

namespace PyBridge;

/// <summary>The object for a process that was not started through PyBridge.</summary>
/// <remarks>CPython: <c>_MainProcess</c>.</remarks>
internal sealed class MainProcess() : Process("MainProcess", CurrentKey.Value)
{
    private protected override string ClassName => "_MainProcess";

    private protected override ProcessState State => ProcessState.Main;

    public override int? Pid => Platform.ProcessPlatform.Current.CurrentProcessId;

    public override void Close()
    {
        // The main process cannot be closed; CPython ignores it too.
    }

    protected internal override void Run() =>
        throw new ProcessStateException($"'{ClassName}' object has no attribute '_target'", "AttributeError");
}
