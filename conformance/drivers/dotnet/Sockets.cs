using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>Sockets, which can be waited for beside connections.</summary>
internal static class Sockets
{
    /// <summary>Makes two that are connected with each other.</summary>
    public static void Make(JsonObject step)
    {
        var (first, second) = LibC.SocketPair();
        Objects.Keep(step["as"]![0]!.GetValue<string>(), new Socket(new SafeSocketHandle(first, ownsHandle: true)));
        Objects.Keep(step["as"]![1]!.GetValue<string>(), new Socket(new SafeSocketHandle(second, ownsHandle: true)));
    }

    public static object? Call(Socket socket, string method, object?[] arguments)
    {
        switch (method, arguments)
        {
            case ("send", [byte[] message]):
                return socket.Send(message);
            case ("recv", [int most]):
                var buffer = new byte[most];
                return buffer[..socket.Receive(buffer)];
            case ("close", []):
                socket.Close();
                return null;
            default:
                throw new UnknownStepException($"{method} of a socket, or with such arguments");
        }
    }
}
