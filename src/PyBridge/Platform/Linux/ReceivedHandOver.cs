using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A <see cref="HandOverMessage"/> as its receiver reads it.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ReceivedHandOver
{
    private const int HeaderLength = 16;
    private const int Version = 1;
    private const int Longest = 1 << 28;
    private readonly byte[] _content;
    private int _offset;

    private ReceivedHandOver(byte[] content, int[] descriptors)
    {
        _content = content;
        Descriptors = descriptors;
        UserMask = Number();
        Ignored = LongNumber();
        Blocked = LongNumber();
        Numbers = new int[Number()];
        for (var i = 0; i < Numbers.Length; i++)
        {
            Numbers[i] = Number();
        }

        Arguments = Texts();
        Environment = Texts();
    }

    /// <summary>The mask for the permissions of new files.</summary>
    public int UserMask { get; }

    /// <summary>The signals to be ignored, one bit each.</summary>
    public ulong Ignored { get; }

    /// <summary>The signals to be blocked, likewise.</summary>
    public ulong Blocked { get; }

    /// <summary>The number that each descriptor is to have.</summary>
    public int[] Numbers { get; }

    /// <summary>The numbers that they have.</summary>
    public int[] Descriptors { get; }

    /// <summary>The command line of a cold start.</summary>
    public byte[][] Arguments { get; }

    /// <summary>The variables.</summary>
    public byte[][] Environment { get; }

    /// <summary>Receives one; <see langword="null"/> if the parent has gone or there is no descriptor left.</summary>
    public static ReceivedHandOver? Receive(int socket)
    {
        var header = new byte[HeaderLength];
        var descriptors = Array.Empty<int>();
        if (ReceiveFirst(socket, header, ref descriptors) is not { } first
            || !Fill(socket, header, first) || LengthIn(header) is not { } length)
        {
            return null;
        }

        var content = new byte[length];
        if (!Fill(socket, content, 0))
        {
            return null;
        }

        var handed = new ReceivedHandOver(content, descriptors);
        return handed.Numbers.Length == descriptors.Length ? handed : null;
    }

    private static int? LengthIn(byte[] header)
    {
        var length = BitConverter.ToInt32(header, 12);
        return header.AsSpan().StartsWith("PYSTNDBY"u8) && BitConverter.ToInt32(header, 8) == Version
            && length is >= 0 and <= Longest
                ? length
                : null;
    }

    /// <summary>The first bytes, with which the descriptors come.</summary>
    private static int? ReceiveFirst(int socket, byte[] header, ref int[] descriptors)
    {
        const int room = 2 + ((HandOverMessage.MostDescriptors + 1) / 2); // struct cmsghdr is two words long
        var control = stackalloc nint[room];
        fixed (byte* start = header)
        {
            var vector = new LibC.IoVector { Start = start, Length = header.Length };
            while (true)
            {
                var message = new LibC.MessageHeader
                {
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = (byte*)control,
                    ControlLength = room * sizeof(nint),
                };
                var count = LibC.ReceiveMessage(socket, &message, LibC.MessageCloseOnExec);
                if (count < 0 && SystemErrors.Code == LibC.Interrupted)
                {
                    continue;
                }

                if (count <= 0 || (message.Flags & LibC.MessageTruncatedControl) != 0)
                {
                    return null;
                }

                var fields = (int*)(control + 1);
                if (message.ControlLength > 2 * sizeof(nint) && fields[0] == LibC.LevelSocket && fields[1] == LibC.MessageRights)
                {
                    var given = (int)(control[0] - (2 * sizeof(nint))) / sizeof(int);
                    descriptors = new ReadOnlySpan<int>(fields + 2, given).ToArray();
                }

                return (int)count;
            }
        }
    }

    private static bool Fill(int socket, byte[] room, int filled)
    {
        while (filled < room.Length)
        {
            fixed (byte* start = room)
            {
                var count = LibC.Read(socket, start + filled, room.Length - filled);
                if (count > 0)
                {
                    filled += (int)count;
                }
                else if (count == 0 || SystemErrors.Code != LibC.Interrupted)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int Number()
    {
        var number = BitConverter.ToInt32(_content, _offset);
        _offset += sizeof(int);
        return number;
    }

    private ulong LongNumber()
    {
        var number = BitConverter.ToUInt64(_content, _offset);
        _offset += sizeof(ulong);
        return number;
    }

    private byte[][] Texts()
    {
        var texts = new byte[Number()][];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = Number();
            texts[i] = _content.AsSpan(_offset, length).ToArray();
            _offset += length;
        }

        return texts;
    }
}
