using System.Collections.Generic;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>This process's end of the socket to a reserve worker.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class HandOverSocket(SafeDescriptor socket)
{
    public WatchedHandle Handle { get; } = new(socket);

    /// <summary>Both ends, close-on-exec.</summary>
    /// <exception cref="PlatformException">There is no descriptor left.</exception>
    public static (SafeDescriptor Ours, SafeDescriptor Theirs) Pair()
    {
        var ends = stackalloc int[2];
        using var standard = new StandardNumbers();
        return LibC.SocketPair(LibC.FamilyUnix, LibC.SocketStream | LibC.SocketCloseOnExec, 0, ends) == 0
            ? (new SafeDescriptor(ends[0]), new SafeDescriptor(ends[1]))
            : throw SystemErrors.Last("socketpair");
    }

    /// <summary>Receives what is there.</summary>
    /// <returns>The number of bytes; 0 when nothing will come any more, -1 when nothing has come yet.</returns>
    public int Receive(byte* buffer, int length)
    {
        var vector = new LibC.IoVector { Start = buffer, Length = length };
        var message = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1 };
        while (true)
        {
            var count = LibC.ReceiveMessage(Handle.Number, &message, LibC.MessageDontWait);
            if (count >= 0)
            {
                return (int)count;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    break;
                case LibC.TryAgain:
                    return -1;
                default:
                    return 0;
            }
        }
    }

    /// <summary>Sends all bytes, and the descriptors with the first of them.</summary>
    /// <returns>False if the worker has ended.</returns>
    public bool Send(byte[] bytes, List<int> descriptors)
    {
        var header = sizeof(nint) + (2 * sizeof(int)); // struct cmsghdr
        var used = header + (descriptors.Count * sizeof(int));
        var control = stackalloc nint[(used + sizeof(nint) - 1) / sizeof(nint)];
        control[0] = used;
        var fields = (int*)(control + 1);
        fields[0] = LibC.LevelSocket;
        fields[1] = LibC.MessageRights;
        for (var i = 0; i < descriptors.Count; i++)
        {
            fields[2 + i] = descriptors[i];
        }

        fixed (byte* start = bytes)
        {
            var sent = 0;
            while (sent < bytes.Length)
            {
                var vector = new LibC.IoVector { Start = start + sent, Length = bytes.Length - sent };
                var message = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1 };
                if (sent == 0)
                {
                    message.Control = (byte*)control;
                    message.ControlLength = (used + sizeof(nint) - 1) / sizeof(nint) * sizeof(nint);
                }

                var count = LibC.SendMessage(Handle.Number, &message, LibC.MessageNoSignal);
                if (count >= 0)
                {
                    sent += (int)count;
                }
                else if (SystemErrors.Code != LibC.Interrupted)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
