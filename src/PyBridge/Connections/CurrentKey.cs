using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>This process's authentication key, for connections, which know nothing of process objects.</summary>
/// <remarks>
/// The object for the current process keeps it up to date. In a program without one, a random key is created here,
/// which that object then takes over.
/// </remarks>
internal static class CurrentKey
{
    private const int RandomLength = 32; // as for CPython's main process

    private static AuthenticationKey? _value;

    public static AuthenticationKey Value
    {
        get => Volatile.Read(ref _value) ?? Interlocked.CompareExchange(ref _value, Random(), null) ?? _value;
        set => Volatile.Write(ref _value, value);
    }

    private static AuthenticationKey Random()
    {
        var bytes = new byte[RandomLength];
        ProcessPlatform.Current.FillRandom(bytes);
        return new AuthenticationKey(bytes);
    }
}
