using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Lane;

/// <summary>JSON lines over the board's socket.</summary>
internal sealed class ActorConnection : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    public ActorConnection(string board, string label, bool thread)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(board));
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.UTF8);
        Send(new JsonObject { ["hello"] = label, ["pid"] = Environment.ProcessId, ["thread"] = thread });
    }

    public void Send(JsonObject document) => _stream.Write(Encoding.UTF8.GetBytes(document.ToJsonString() + "\n"));

    /// <summary>The next request; <see langword="null"/> when the stage is gone.</summary>
    public JsonObject? Receive() => _reader.ReadLine() is { } line ? JsonNode.Parse(line)!.AsObject() : null;

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }
}
