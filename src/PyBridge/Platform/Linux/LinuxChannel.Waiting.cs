using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <content>The calls that read and write, immediately or after a wait.</content>
internal sealed unsafe partial class LinuxChannel
{
    private bool _cannotLook;
    private ShortWait _dataWait = new();

    /// <summary>Reads what is available; waits if nothing is.</summary>
    private int ReadSome(int descriptor, byte* start, int length)
    {
        var count = TryReadSome(descriptor, start, length);
        if (count >= 0)
        {
            return count;
        }

        if (_dataWait.Begin())
        {
            while (count < 0 && _dataWait.Lasts())
            {
                _ = LibC.Yield();
                count = TryReadSome(descriptor, start, length);
            }
        }

        var seen = count >= 0;
        if (!seen)
        {
            count = ReadBlocking(descriptor, start, length);
        }

        _dataWait.End(seen);
        return count;
    }

    /// <summary>Reads what is available.</summary>
    /// <returns>
    /// The number of bytes; 0 at the end of the stream, -1 if nothing is available, or that is unknown.
    /// </returns>
    private int TryReadSome(int descriptor, byte* start, int length)
    {
        var vector = new LibC.IoVector { Start = start, Length = length };
        while (!_cannotLook)
        {
            var count = LibC.ReadVectors(descriptor, &vector, 1, LibC.CurrentOffset, LibC.NoWait);
            if (count >= 0)
            {
                return (int)count;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.TryAgain:
                    return -1;
                case LibC.NotSupported or LibC.NoSystemCall or LibC.InvalidArgument:
                    _cannotLook = true; // a kernel before 6.4, or neither a pipe nor a socket
                    return -1;
                case var errno:
                    throw SystemErrors.Of("read", errno);
            }
        }

        return -1;
    }

    private static int ReadBlocking(int descriptor, byte* start, int length)
    {
        using var released = InterpreterLock.Released();
        while (true)
        {
            var count = LibC.Read(descriptor, start, length);
            if (count >= 0)
            {
                return (int)count;
            }

            if (SystemErrors.Code is not LibC.Interrupted and var errno)
            {
                RequireRoomOrData(errno, "read", descriptor, LibC.PollIn);
            }
        }
    }

    /// <summary>Writes some of it, waiting for room: checking for room would only hinder the reader.</summary>
    private static nint WriteSome(int descriptor, LibC.IoVector* vectors, int count)
    {
        using var released = InterpreterLock.Released();
        while (true)
        {
            var written = LibC.WriteVectors(descriptor, vectors, count);
            if (written >= 0)
            {
                return written;
            }

            if (SystemErrors.Code is not LibC.Interrupted and var errno)
            {
                RequireRoomOrData(errno, "write", descriptor, LibC.PollOut);
            }
        }
    }

    /// <summary>If a process sharing the open file has made it non-blocking, waiting is up to us.</summary>
    private static void RequireRoomOrData(int errno, string call, int descriptor, short events)
    {
        if (errno != LibC.TryAgain)
        {
            throw SystemErrors.Of(call, errno);
        }

        using var released = InterpreterLock.Released();
        var poll = new LibC.PollDescriptor { Descriptor = descriptor, Events = events };
        if (LibC.Poll(&poll, 1, -1) < 0 && SystemErrors.Code is not LibC.Interrupted and var failure)
        {
            throw SystemErrors.Of("poll", failure);
        }
    }
}
