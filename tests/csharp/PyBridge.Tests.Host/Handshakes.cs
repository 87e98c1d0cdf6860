using System;
using System.Threading.Tasks;
using PyBridge.Connections;

namespace PyBridge.Tests.Host;

/// <summary>A handshake of this program with itself, in whatever surroundings.</summary>
internal static class Handshakes
{
    public static int Run()
    {
        AuthenticationKey key = "secret"u8.ToArray();
        using var listener = new Listener(authKey: key);
        Task<Connection> accepting = listener.AcceptAsync();
        try
        {
            Client.Connect(listener.Address, key).Dispose();
            Console.WriteLine("done");
        }
        catch (AuthenticationFailedException exception)
        {
            Console.WriteLine(exception.Message);
        }

        _ = accepting;
        return 0;
    }
}
