namespace PyBridge.Tests.Support;

/// <summary>Numbers of signals on Linux.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Abort = 6;
    public const int Kill = 9;
    public const int SegmentationFault = 11;
    public const int Pipe = 13;
    public const int Terminate = 15;
    public const int Child = 17;
    public const int RealTimeMinimum = 34;
    public const int RealTimeMaximum = 64;

    /// <summary>
    /// Those that stop a process or do nothing to it, that the C library keeps, and SIGPIPE, which .NET ignores: what
    /// is ignored stays so in children.
    /// </summary>
    public static readonly int[] NotDeadly = [Pipe, Child, 18, 19, 20, 21, 22, 23, 28, 32, 33];
}
