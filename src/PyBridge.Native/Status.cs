namespace PyBridge.Native;

/// <summary>What every function of the ABI returns.</summary>
internal static class Status
{
    public const int Ok = 0;

    /// <summary>Nothing was done; <c>pybridge_last_error</c> tells why.</summary>
    public const int Error = 1;
}
