using System;
using System.Collections.Generic;
using PyBridge.Platform;

namespace PyBridge.Calls;

/// <summary>
/// What may precede the pickle of a call, or of objects: how arrays of the result appear in Python, and large contents that
/// lie in memory files. <c>docs/protocol.md</c> describes the bytes.
/// </summary>
internal sealed class CallPreface : IDisposable
{
    /// <summary>The first byte; no pickle begins so.</summary>
    public const byte Mark = 0xFF;

    private const int HeaderSize = 4;
    private const int EntrySize = 12;

    private readonly CallBuffer[] _files;

    private CallPreface(PythonArrays arrays, int length, CallBuffer[] files)
    {
        Arrays = arrays;
        Length = length;
        _files = files;
    }

    /// <summary>How arrays of the result appear in Python.</summary>
    public PythonArrays Arrays { get; }

    /// <summary>The size of the preface in bytes.</summary>
    public int Length { get; }

    /// <summary>The contents, in the order in which the pickle refers to them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers => Array.ConvertAll(_files, file => (ReadOnlyMemory<byte>)file.Memory);

    /// <summary>The sizes of all contents together, in bytes.</summary>
    public long Size
    {
        get
        {
            long size = 0;
            foreach (var file in _files)
            {
                size += file.Memory.Length;
            }

            return size;
        }
    }

    /// <summary>How arrays of a call's result appear in Python. Maps nothing.</summary>
    public static PythonArrays ArraysOf(ReadOnlySpan<byte> call) =>
        call.Length >= HeaderSize && call[0] == Mark && call[1] <= (byte)PythonArrays.Numpy
            ? (PythonArrays)call[1]
            : PythonArrays.List;

    /// <summary>What precedes the pickle of objects, some of whose contents are in files.</summary>
    public static byte[] Of(MemoryFiles files)
    {
        var bytes = new byte[HeaderSize + (files.Handles.Count * EntrySize)];
        bytes[0] = Mark;
        BitConverter.TryWriteBytes(bytes.AsSpan(2), (ushort)files.Handles.Count);
        for (var i = 0; i < files.Handles.Count; i++)
        {
            var entry = bytes.AsSpan(HeaderSize + (i * EntrySize));
            BitConverter.TryWriteBytes(entry, files.Handles[i].Number);
            BitConverter.TryWriteBytes(entry[sizeof(int)..], (long)files.Sizes[i]);
        }

        return bytes;
    }

    /// <summary>
    /// Lets the preface of a call that came over a socket name the files by the numbers that they have here, instead of by
    /// their order.
    /// </summary>
    /// <exception cref="PickleException">There are not as many files.</exception>
    public static void Number(Span<byte> call, IReadOnlyList<int> files)
    {
        var count = call.Length >= HeaderSize && call[0] == Mark ? BitConverter.ToUInt16(call[2..]) : 0;
        if (count != files.Count || call.Length < (count == 0 ? 0 : HeaderSize + (count * EntrySize)))
        {
            throw new PickleException("the arguments of the call are cut off", "UnpicklingError");
        }

        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(call[(HeaderSize + (i * EntrySize))..], files[i]);
        }
    }

    /// <summary>Reads what precedes the pickle of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="owns">Whether the descriptors are for this process, which closes them.</param>
    /// <exception cref="PickleException">The bytes are damaged.</exception>
    /// <exception cref="PlatformException">A file cannot be mapped.</exception>
    public static CallPreface Read(ReadOnlySpan<byte> call, bool owns)
    {
        if (call.IsEmpty || call[0] != Mark)
        {
            return new CallPreface(PythonArrays.List, 0, []);
        }

        var count = call.Length < HeaderSize ? 0 : BitConverter.ToUInt16(call[2..]);
        var length = HeaderSize + (count * EntrySize);
        if (call.Length < length || call[1] > (byte)PythonArrays.Numpy)
        {
            throw new PickleException("the arguments of the call are cut off", "UnpicklingError");
        }

        var files = new CallBuffer[count];
        for (var i = 0; i < count; i++)
        {
            var entry = call[(HeaderSize + (i * EntrySize))..];
            var size = BitConverter.ToInt64(entry[sizeof(int)..]);
            if (size is <= 0 or > int.MaxValue)
            {
                throw new PickleException(
                    $"a buffer of the arguments is {size} bytes long, and one array of .NET holds {Array.MaxLength}", "OverflowError");
            }

            files[i] = new CallBuffer(ProcessPlatform.Current.Map(BitConverter.ToInt32(entry), (int)size, owns));
        }

        return new CallPreface((PythonArrays)call[1], length, files);
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Unmap();
        }
    }
}
