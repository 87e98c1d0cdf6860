using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using PyBridge.Connections;

namespace PyBridge.Conformance.Lane;

/// <summary>What is under the messages of a connection: bytes as they are on their way.</summary>
internal static class RawBytes
{
    public static Connection Of(JsonObject step) => (Connection)Objects.Find(step["of"]!.GetValue<string>());

    /// <summary>Writes bytes past the connection; a reader takes them for a part of its messages.</summary>
    public static void Write(Connection connection, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Checked(LibC.Write(connection.Handle, bytes, bytes.Length))..];
        }
    }

    /// <summary>So many bytes as they came, fewer where the end comes before them.</summary>
    public static byte[] Read(Connection connection, int count)
    {
        var bytes = new byte[count];
        var length = 0;
        while (length < count)
        {
            var rest = bytes.AsSpan(length);
            var more = Checked(LibC.Read(connection.Handle, rest, rest.Length));
            if (more == 0)
            {
                break;
            }

            length += more;
        }

        return bytes[..length];
    }

    private static int Checked(nint result) =>
        result >= 0 ? (int)result : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
}
