namespace PyBridge.Native;

/// <summary>The return value of every function of the ABI.</summary>
internal static class Status
{
    public const int Ok = 0;

    /// <summary>Nothing was done; <c>pybridge_last_error</c> says why.</summary>
    public const int Error = 1;
}
