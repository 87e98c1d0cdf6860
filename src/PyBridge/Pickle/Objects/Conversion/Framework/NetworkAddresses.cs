using System;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// <see cref="IPAddress"/> and <see cref="IPNetwork"/> are those of Python's <c>ipaddress</c>, and an end point is a tuple of host
/// and port, which Python's <c>socket</c> takes.
/// </summary>
internal static class NetworkAddresses
{
    private const string Module = "ipaddress";

    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value switch
        {
            IPAddress address => FrameworkForms.Call(Module, VersionOf(address) + "Address", address.ToString()),
            IPNetwork network => FrameworkForms.Call(Module, VersionOf(network.BaseAddress) + "Network", network.ToString()),
            IPEndPoint point => new PickleTuple(point.Address.ToString(), (long)point.Port),
            DnsEndPoint point => new PickleTuple(point.Host, (long)point.Port),
            _ => null,
        };
        return general is not null;
    }

    public static object? Find(ValueConverter converter, object general, DeclaredType type) => type.Type.Name switch
    {
        nameof(IPAddress) => FindAddress(general) ?? throw converter.Error(general, type),
        nameof(IPNetwork) => FindNetwork(general) ?? throw converter.Error(general, type),
        nameof(IPEndPoint) => FindEndPoint(general) ?? throw converter.Error(general, type),
        _ => null,
    };

    private static string VersionOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    /// <summary>The pickle of an address holds its number, and of one of version 6 its text from CPython 3.11 on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPAddress? FindAddress(object? general) => general switch
    {
        string text => Parse(text),
        not null when FrameworkForms.ArgumentsOf(general, Module, "IPv4Address", "IPv6Address") is [string text] => Parse(text),
        not null when FrameworkForms.ArgumentsOf(general, Module, "IPv4Address") is [var number] => OfNumber(number, 4),
        not null when FrameworkForms.ArgumentsOf(general, Module, "IPv6Address") is [var number] => OfNumber(number, 16),
        _ => null,
    };

    // Numbers and shortened forms are addresses to .NET, but neither to Python nor to the eye.
    private static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && (text.Contains(':') || address.ToString() == text) ? address : null;

    private static IPAddress? OfNumber(object? number, int size)
    {
        BigInteger? value = number switch
        {
            long small => small,
            BigInteger large => large,
            _ => null,
        };
        if (value is not { Sign: >= 0 } whole || whole.GetByteCount(isUnsigned: true) > size)
        {
            return null;
        }

        byte[] bytes = new byte[size];
        whole.TryWriteBytes(bytes.AsSpan(size - whole.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return new IPAddress(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPNetwork? FindNetwork(object general) =>
        TextOf(general) is { } text && IPNetwork.TryParse(text, out IPNetwork network)
            ? network
            : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPEndPoint? FindEndPoint(object general) =>
        general is PickleTuple { Count: 2 } pair && FindAddress(pair[0]) is IPAddress address
        && pair[1] is long port and >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? new IPEndPoint(address, (int)port)
            : null;

    private static string? TextOf(object general) =>
        general as string ?? (FrameworkForms.ArgumentsOf(general, Module, "IPv4Network", "IPv6Network") is [string text] ? text : null);
}
