namespace PyBridge.Platform;

/// <summary>The signals a parent may send to a child, in CPython's terms.</summary>
internal enum ChildSignal
{
    Interrupt,
    Terminate,
    Kill,
}
