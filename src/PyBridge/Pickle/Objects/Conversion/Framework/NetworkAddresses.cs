using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion.Framework;

/// <summary>
/// <see cref="IPAddress"/> and <see cref="IPNetwork"/> are those of Python's <c>ipaddress</c>, and an end point is a tuple of host
/// and port, which Python's <c>socket</c> takes.
/// </summary>
internal static class NetworkAddresses
{
    public static bool TryWrite(PythonValueWriter writer, object value, out object? general)
    {
        general = value switch
        {
            IPAddress address => FrameworkForms.Call("ipaddress", VersionOf(address) + "Address", address.ToString()),
            IPNetwork network => FrameworkForms.Call("ipaddress", VersionOf(network.BaseAddress) + "Network", network.ToString()),
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

    // Numbers and shortened forms are addresses to .NET, but neither to Python nor to the eye.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPAddress? FindAddress(object? general) =>
        TextOf(general, "IPv4Address", "IPv6Address") is { } text && IPAddress.TryParse(text, out IPAddress? address)
        && (text.Contains(':') || address.ToString() == text)
            ? address
            : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPNetwork? FindNetwork(object general) =>
        TextOf(general, "IPv4Network", "IPv6Network") is { } text && IPNetwork.TryParse(text, out IPNetwork network)
            ? network
            : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IPEndPoint? FindEndPoint(object general) =>
        general is PickleTuple { Count: 2 } pair && FindAddress(pair[0]) is IPAddress address
        && pair[1] is long port and >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? new IPEndPoint(address, (int)port)
            : null;

    private static string? TextOf(object? general, string version4, string version6) =>
        general as string
        ?? (general is not null && FrameworkForms.ArgumentsOf(general, "ipaddress", version4, version6) is [string text] ? text : null);
}
