using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.Versioning;

namespace PyBridge.Platform.Linux;

/// <summary>
/// What a reserve worker is told when it takes over a start: <c>docs/protocol.md</c>, "The hand-over". The descriptors go
/// along with it, in the same order as their numbers.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class HandOverMessage
{
    /// <summary>As many descriptors the kernel passes at once.</summary>
    public const int MostDescriptors = 253;

    /// <summary>Stands for the current directory among the numbers.</summary>
    public const int CurrentDirectory = -1;

    private const int Version = 1;
    private const int HeaderLength = 16;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public HandOverMessage() => _bytes.Write(new byte[HeaderLength]);

    /// <summary>The descriptors of this process, in the order of the numbers.</summary>
    public List<int> Descriptors { get; } = [];

    private List<int> Numbers { get; } = [];

    /// <summary>Adds a descriptor, and the number that it has in the child.</summary>
    public void Give(int descriptor, int number)
    {
        Descriptors.Add(descriptor);
        Numbers.Add(number);
    }

    /// <summary>The bytes; to be called once.</summary>
    public byte[] Finish(int userMask, ulong ignored, ulong blocked, byte[][] arguments, byte[][] environment)
    {
        Add(userMask);
        Add(ignored);
        Add(blocked);
        Add(Numbers.Count);
        foreach (var number in Numbers)
        {
            Add(number);
        }

        Add(arguments);
        Add(environment);
        var bytes = _bytes.WrittenSpan.ToArray();
        "PYSTNDBY"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length - HeaderLength);
        return bytes;
    }

    private void Add(byte[][] texts)
    {
        Add(texts.Length);
        foreach (var text in texts)
        {
            Add(text.Length);
            _bytes.Write(text);
        }
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _bytes.Write(bytes);
    }

    private void Add(ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        _bytes.Write(bytes);
    }
}
