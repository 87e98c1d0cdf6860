using PyBridge.Connections;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Targets in C#.</summary>
internal static class Echo
{
    public static int ReceiveOne(Connection reader) => reader.Receive<int>();

    public static int Length(byte[] bytes) => bytes.Length;
}
