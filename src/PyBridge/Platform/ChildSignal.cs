namespace PyBridge.Platform;

/// <summary>What a parent may send a child, in CPython's words.</summary>
internal enum ChildSignal
{
    Interrupt,
    Terminate,
    Kill,
}
