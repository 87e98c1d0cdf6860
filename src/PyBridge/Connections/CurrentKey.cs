using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>The authentication key of this process, where connections find it without knowing of process objects.</summary>
/// <remarks>
/// The object of the current process keeps it up to date. A program that has none yet gets a random key here, which its
/// object then has, too.
/// </remarks>
internal static class CurrentKey
{
    private const int RandomLength = 32; // as that of CPython's main process

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
