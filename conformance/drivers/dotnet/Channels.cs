using System.Text.Json.Nodes;
using PyBridge.Connections;
using PyBridge.Queues;

namespace PyBridge.Conformance.Lane;

/// <summary>What messages go through: pipes, listeners and their clients, queues.</summary>
internal static class Channels
{
    public static void MakePipe(JsonObject step)
    {
        var (first, second) = Pipe.Create(step["duplex"]?.GetValue<bool>() ?? true);
        Objects.Keep(step["as"]![0]!.GetValue<string>(), first);
        Objects.Keep(step["as"]![1]!.GetValue<string>(), second);
    }

    public static Listener MakeListener(JsonObject step) =>
        new(AddressOf(step), FamilyOf(step), step["backlog"]?.GetValue<int>() ?? 1, KeyOf(step));

    public static Connection MakeClient(JsonObject step) => Client.Connect(AddressOf(step)!, KeyOf(step));

    public static object MakeQueue(JsonObject step) => (step["class"]!.GetValue<string>(), step["maxsize"]) switch
    {
        (nameof(SimpleQueue), _) => new SimpleQueue(),
        (nameof(JoinableQueue), var most) => new JoinableQueue(most?.GetValue<int>() ?? 0),
        (_, var most) => new Queue(most?.GetValue<int>() ?? 0),
    };

    /// <summary>A connection over a descriptor of any number, open or not.</summary>
    public static Connection MakeConnection(JsonObject step) => new(
        step["handle"]!.GetValue<int>(), step["readable"]?.GetValue<bool>() ?? true, step["writable"]?.GetValue<bool>() ?? true);

    public static void SendHandle(JsonObject step) => Reduction.SendHandle(
        (Connection)Objects.Find(step["of"]!.GetValue<string>()),
        ((Connection)Objects.Find(step["handle"]!.GetValue<string>())).Handle);

    public static Connection ReceiveHandle(JsonObject step)
    {
        using var received = Reduction.ReceiveHandle((Connection)Objects.Find(step["of"]!.GetValue<string>()));
        var number = (int)received.DangerousGetHandle();
        received.SetHandleAsInvalid(); // the connection takes charge of it
        return new Connection(
            number, step["readable"]?.GetValue<bool>() ?? true, step["writable"]?.GetValue<bool>() ?? true);
    }

    // A received tuple of host and port has Python's integers, which are long ones.
    private static Address? AddressOf(JsonObject step) => Values.Decode(step["address"]) switch
    {
        null => null,
        string path => path,
        Address address => address,
        (string host, int port) => (host, port),
        (string host, long port) => (host, (int)port),
        var other => throw new UnknownStepException($"the address {other}"),
    };

    private static ConnectionFamily? FamilyOf(JsonObject step) => step["family"]?.GetValue<string>() switch
    {
        null => null,
        "AF_UNIX" => ConnectionFamily.Unix,
        "AF_INET" => ConnectionFamily.Inet,
        var other => throw new UnknownStepException($"the family {other}"),
    };

    private static AuthenticationKey? KeyOf(JsonObject step) => Values.Decode(step["authkey"]) switch
    {
        null => null,
        AuthenticationKey key => key,
        byte[] bytes => bytes,
        var other => throw new UnknownStepException($"the key {other}"),
    };
}
