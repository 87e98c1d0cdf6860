using System;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Reads and writes one descriptor with direct system calls.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class LinuxChannel(WatchedHandle handle, Func<ReadinessWatcher> watcher) : Channel(handle)
{
    // What is certain to fit into a pipe that poll reports as writable.
    private const int PipeRoom = 4096; // PIPE_BUF
    private bool _isPipe;

    public override MessageFraming Framing => LengthPrefix.Instance;

    public override int Read(Span<byte> buffer)
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        fixed (byte* start = buffer)
        {
            return ReadSome(held.Number, start, buffer.Length);
        }
    }

    public override int TryRead(Span<byte> buffer)
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        fixed (byte* start = buffer)
        {
            var count = TryReadSome(held.Number, start, buffer.Length);
            return count < 0 && _cannotLook && WaitReadable(TimeSpan.Zero)
                ? ReadBlocking(held.Number, start, buffer.Length)
                : count;
        }
    }

    public override void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        fixed (byte* firstStart = first, secondStart = second)
        {
            nint done = 0;
            nint total = first.Length + (nint)second.Length;
            var vectors = stackalloc LibC.IoVector[2];
            while (done < total)
            {
                var count = Cut(vectors, firstStart, first.Length, secondStart, second.Length, done);
                done += WriteSome(held.Number, vectors, count);
            }
        }
    }

    public override int TryWrite(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        fixed (byte* firstStart = first, secondStart = second)
        {
            var vectors = stackalloc LibC.IoVector[2];
            var count = Cut(vectors, firstStart, first.Length, secondStart, second.Length, 0);
            return _isPipe ? TryWritePipe(held.Number, vectors, count) : TryWriteSocket(held.Number, vectors, count);
        }
    }

    public override bool WaitReadable(TimeSpan? timeout)
    {
        var ready = false;
        return ReadinessPoll.Wait([Handle], new Span<bool>(ref ready), timeout) > 0;
    }

    public override bool WaitWritable(TimeSpan? timeout)
    {
        var ready = false;
        return ReadinessPoll.Wait([Handle], new Span<bool>(ref ready), timeout, LibC.PollOut) > 0;
    }

    public override Task WaitReadableAsync(CancellationToken cancellationToken) =>
        watcher().WaitAsync(Handle, cancellationToken);

    public override Task WaitWritableAsync(CancellationToken cancellationToken) =>
        watcher().WaitWritableAsync(Handle, cancellationToken);

    public override bool TryPeek(out int next)
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        byte seen = 0;
        var vector = new LibC.IoVector { Start = &seen, Length = 1 };
        var message = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1 };
        while (true)
        {
            var count = LibC.ReceiveMessage(held.Number, &message, LibC.MessagePeek | LibC.MessageDontWait);
            if (count >= 0)
            {
                next = count == 0 ? -1 : seen;
                return true;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.TryAgain:
                    next = -1;
                    return false;
                case var errno:
                    throw SystemErrors.Of("recvmsg", errno);
            }
        }
    }

    public override int MakerOfPeer
    {
        get
        {
            using var held = new HeldDescriptor(Handle.Descriptor);
            var peer = default(LibC.Credentials);
            var length = (uint)sizeof(LibC.Credentials);
            return LibC.GetSocketOption(held.Number, LibC.LevelSocket, LibC.OptionPeerCredentials, &peer, &length) == 0
                ? peer.ProcessId
                : 0;
        }
    }

    public override void SendHandle(WatchedHandle handle, byte label)
    {
        using var sent = new HeldDescriptor(handle.Descriptor);
        using var held = new HeldDescriptor(Handle.Descriptor);
        var control = new LibC.DescriptorMessage
        {
            Length = LibC.DescriptorMessage.UsedLength,
            Level = LibC.LevelSocket,
            Type = LibC.MessageRights,
            Descriptor = sent.Number,
        };
        var vector = new LibC.IoVector { Start = &label, Length = 1 };
        var message = new LibC.MessageHeader
        {
            Vectors = &vector,
            VectorCount = 1,
            Control = (byte*)&control,
            ControlLength = sizeof(LibC.DescriptorMessage),
        };
        while (LibC.SendMessage(held.Number, &message, LibC.MessageNoSignal) < 0)
        {
            if (SystemErrors.Code is not LibC.Interrupted and var errno)
            {
                throw SystemErrors.Of("sendmsg", errno);
            }
        }
    }

    public override (int Label, WatchedHandle? Handle) ReceiveHandle()
    {
        using var held = new HeldDescriptor(Handle.Descriptor);
        byte label = 0;
        var control = default(LibC.DescriptorMessage);
        var vector = new LibC.IoVector { Start = &label, Length = 1 };
        var message = new LibC.MessageHeader
        {
            Vectors = &vector,
            VectorCount = 1,
            Control = (byte*)&control,
            ControlLength = sizeof(LibC.DescriptorMessage),
        };
        nint count;
        while ((count = ReceiveNow(held.Number, &message)) < 0)
        {
            if (SystemErrors.Code is not LibC.Interrupted and var errno)
            {
                RequireRoomOrData(errno, "recvmsg", held.Number, LibC.PollIn);
            }
        }

        return (count == 0 ? -1 : label, DescriptorIn(message, control));
    }

    /// <summary>Receives only what is there: the standard numbers must not be held while nothing arrives.</summary>
    private static nint ReceiveNow(int descriptor, LibC.MessageHeader* message)
    {
        using var standard = new StandardNumbers();
        return LibC.ReceiveMessage(descriptor, message, LibC.MessageCloseOnExec | LibC.MessageDontWait);
    }

    /// <summary>Alignment leaves room for two descriptors, so a second one has to be closed again.</summary>
    private static WatchedHandle? DescriptorIn(LibC.MessageHeader message, LibC.DescriptorMessage control)
    {
        if (message.ControlLength < LibC.DescriptorMessage.UsedLength
            || control.Level != LibC.LevelSocket || control.Type != LibC.MessageRights)
        {
            return null;
        }

        var descriptor = new WatchedHandle(new SafeDescriptor(control.Descriptor));
        if (control.Length == LibC.DescriptorMessage.UsedLength
            && (message.Flags & LibC.MessageTruncatedControl) == 0)
        {
            return descriptor;
        }

        descriptor.Close();
        if (control.Length >= LibC.DescriptorMessage.UsedLength + sizeof(int))
        {
            new SafeDescriptor((&control.Descriptor)[1]).Dispose();
        }

        return null;
    }

    /// <summary>What remains after so many bytes, in one part or two.</summary>
    private static int Cut(
        LibC.IoVector* vectors, byte* first, nint firstLength, byte* second, nint secondLength, nint done)
    {
        var count = 0;
        if (done < firstLength)
        {
            vectors[count++] = new LibC.IoVector { Start = first + done, Length = firstLength - done };
            done = firstLength;
        }

        if (done - firstLength < secondLength)
        {
            vectors[count++] = new LibC.IoVector
            {
                Start = second + (done - firstLength),
                Length = secondLength - (done - firstLength),
            };
        }

        return count;
    }

    private int TryWriteSocket(int descriptor, LibC.IoVector* vectors, int count)
    {
        var message = new LibC.MessageHeader { Vectors = vectors, VectorCount = count };
        while (true)
        {
            var written = LibC.SendMessage(descriptor, &message, LibC.MessageNoSignal | LibC.MessageDontWait);
            if (written >= 0)
            {
                return (int)written;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.TryAgain:
                    return 0;
                case LibC.NotSocket:
                    _isPipe = true;
                    return TryWritePipe(descriptor, vectors, count);
                default:
                    throw SystemErrors.Last("write");
            }
        }
    }

    private int TryWritePipe(int descriptor, LibC.IoVector* vectors, int count)
    {
        if (!WaitWritable(TimeSpan.Zero))
        {
            return 0;
        }

        vectors[0].Length = nint.Min(vectors[0].Length, PipeRoom);
        if (count > 1)
        {
            vectors[1].Length = nint.Min(vectors[1].Length, PipeRoom - vectors[0].Length);
        }

        while (true)
        {
            var written = LibC.WriteVectors(descriptor, vectors, count);
            if (written >= 0)
            {
                return (int)written;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.TryAgain:
                    return 0;
                default:
                    throw SystemErrors.Last("write");
            }
        }
    }
}
