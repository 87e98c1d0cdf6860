using System;
using System.Buffers.Binary;

namespace PyBridge.Wire;

/// <summary>The bytes a parent hands its worker. <c>docs/protocol.md</c> describes them.</summary>
internal static class StartMessage
{
    /// <summary>Raised whenever the bytes change; both ends are the same library, so there is one version.</summary>
    public const uint Version = 6;

    /// <summary>Magic (8 bytes), version (4), length of the preparation (4), of the objects (8), of the call (8).</summary>
    public const int HeaderLength = 32;

    public static ReadOnlySpan<byte> Magic => "PYBRIDGE"u8;

    /// <summary>Assembles the parts without copying them.</summary>
    /// <param name="preparation">What the child is told about itself.</param>
    /// <param name="objects">Target, arguments and fields; may be absent.</param>
    /// <param name="call">The arguments of a named method; may be absent.</param>
    /// <param name="preface">What precedes the objects, if large contents of theirs are in files.</param>
    public static ReadOnlyMemory<byte>[] Encode(
        Preparation preparation,
        ReadOnlyMemory<byte> objects,
        ReadOnlyMemory<byte> call = default,
        ReadOnlyMemory<byte> preface = default)
    {
        var prepared = PreparationFields.Write(preparation);
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), prepared.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), (long)preface.Length + objects.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), call.Length);
        return preface.IsEmpty ? [header, prepared, objects, call] : [header, prepared, preface, objects, call];
    }
}
