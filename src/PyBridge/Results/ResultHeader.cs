using System;
using System.Buffers.Binary;
using PyBridge.Platform;

namespace PyBridge.Results;

/// <summary>The header of a result file. <c>docs/protocol.md</c> describes it.</summary>
/// <remarks>Written last: a file without one was left by a child that died before it was done.</remarks>
internal static class ResultHeader
{
    /// <summary>Magic (8 bytes), version (4), kind (4), length of what follows (8).</summary>
    public const int Length = 24;

    private const uint Version = 2;

    /// <summary>What it belongs to, for error messages.</summary>
    public const string What = "the result of a process";

    private static ReadOnlySpan<byte> Magic => "PYRESULT"u8;

    public static void Write(ResultFile file, ResultKind kind, long length)
    {
        Span<byte> header = stackalloc byte[Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], (int)kind);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], length);
        file.Write(header, offset: 0);
    }

    /// <exception cref="PickleException">There is something, but not a header.</exception>
    public static (ResultKind Kind, long Length) Read(ResultFile file)
    {
        Span<byte> header = stackalloc byte[Length];
        if (file.Read(header, offset: 0) < Length || !header.ContainsAnyExcept((byte)0))
        {
            return (ResultKind.None, 0);
        }

        var kind = (ResultKind)BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        return header.StartsWith(Magic)
            && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == Version
            && kind is > ResultKind.None and <= ResultKind.DotNetValueWithBuffers
            && length >= 0
                ? (kind, length)
                : throw Unreadable("it does not begin as one");
    }

    public static PickleException Unreadable(string why, Exception? cause = null) =>
        new($"{What} cannot be read: {why}", "UnpicklingError", cause);
}
