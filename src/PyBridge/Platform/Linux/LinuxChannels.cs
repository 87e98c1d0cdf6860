using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Pipes and stream sockets, close-on-exec from the start.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxChannels(Func<ReadinessWatcher> watcher) : ChannelPlatform
{
    private const int StreamType = LibC.SocketStream | LibC.SocketCloseOnExec;

    public override Channel Adopt(int number)
    {
        Descriptors.SetCloseOnExec(number);
        return ChannelOf(new SafeDescriptor(number));
    }

    public override (Channel Reader, Channel Writer) Pipe()
    {
        var (read, write) = Descriptors.Pipe();
        return (ChannelOf(read), ChannelOf(write));
    }

    public override string CreateFolder(string prefix)
    {
        byte[] path = [.. SystemText.Encode(prefix), .. "XXXXXX\0"u8];
        fixed (byte* start = path)
        {
            return LibC.MakeFolder(start) != null
                ? SystemText.Decode(path.AsSpan(0, path.Length - 1))
                : throw SystemErrors.Last("mkdtemp", prefix);
        }
    }

    public override (Channel First, Channel Second) SocketPair()
    {
        var ends = stackalloc int[2];
        using var standard = new StandardNumbers();
        return LibC.SocketPair(LibC.FamilyUnix, StreamType, 0, ends) == 0
            ? (ChannelOf(new SafeDescriptor(ends[0])), ChannelOf(new SafeDescriptor(ends[1])))
            : throw SystemErrors.Last("socketpair");
    }

    public override WatchedHandle Listen(SocketName name, int backlog, string label, out SocketName bound)
    {
        // Non-blocking: if two threads saw the same client, the slower would block until the next one.
        var socket = OpenSocket(name, StreamType | LibC.SocketNonBlocking);
        try
        {
            var yes = 1;
            Demand(LibC.SetSocketOption(
                socket.Number, LibC.LevelSocket, LibC.OptionReuseAddress, &yes, sizeof(int)), "setsockopt", label);
            var address = SocketAddresses.Encode(name);
            fixed (byte* start = address)
            {
                Demand(LibC.Bind(socket.Number, start, (uint)address.Length), "bind", label);
            }

            Demand(LibC.Listen(socket.Number, backlog), "listen", label);
            var buffer = stackalloc byte[SocketAddresses.MaxLength];
            uint length = SocketAddresses.MaxLength;
            Demand(LibC.GetSocketName(socket.Number, buffer, &length), "getsockname", label);
            bound = NameIn(buffer, length);
            return new WatchedHandle(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override Channel? TryAccept(WatchedHandle listener, out SocketName peer)
    {
        using var held = new HeldDescriptor(listener.Descriptor);
        var buffer = stackalloc byte[SocketAddresses.MaxLength];
        using var standard = new StandardNumbers();
        while (true)
        {
            uint length = SocketAddresses.MaxLength;
            var descriptor = LibC.Accept(held.Number, buffer, &length, LibC.SocketCloseOnExec);
            if (descriptor >= 0)
            {
                peer = NameIn(buffer, length);
                return ChannelOf(new SafeDescriptor(descriptor));
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted or LibC.ConnectionAborted:
                    continue;
                case LibC.TryAgain:
                    peer = SocketName.Unix("");
                    return null;
                default:
                    throw SystemErrors.Last("accept");
            }
        }
    }

    public override void StopListening(WatchedHandle listener) =>
        _ = LibC.Shutdown(listener.Number, LibC.ShutdownBoth);

    public override Channel? Connect(SocketName name, TimeSpan? timeout, string label)
    {
        var socket = OpenSocket(name, StreamType);
        try
        {
            // The system's own limit for connecting; Unix sockets have no other.
            SetSendTimeout(socket, timeout is { } limit ? Max(limit, TimeSpan.FromMilliseconds(1)) : TimeSpan.Zero);
            var address = SocketAddresses.Encode(name);
            using var released = InterpreterLock.Released();
            fixed (byte* start = address)
            {
                if (LibC.Connect(socket.Number, start, (uint)address.Length) != 0)
                {
                    switch (SystemErrors.Code)
                    {
                        case LibC.TryAgain or LibC.InProgress when timeout is not null:
                            socket.Dispose();
                            return null;
                        default:
                            throw SystemErrors.Last("connect", label);
                    }
                }
            }

            SetSendTimeout(socket, TimeSpan.Zero);
            return ChannelOf(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override bool Fits(string path) => SocketAddresses.Fits(path);

    public override void Unlink(string path)
    {
        using var native = new NativeStrings([SystemText.EncodeForC(path)]);
        _ = LibC.Unlink(native.Pointer[0]); // somebody else may have removed it
    }

    private static TimeSpan Max(TimeSpan first, TimeSpan second) => first > second ? first : second;

    private static SafeDescriptor OpenSocket(SocketName name, int type)
    {
        using var standard = new StandardNumbers();
        var descriptor = LibC.Socket(SocketAddresses.FamilyOf(name), type, 0);
        return descriptor >= 0 ? new SafeDescriptor(descriptor) : throw SystemErrors.Last("socket");
    }

    private static void SetSendTimeout(SafeDescriptor socket, TimeSpan timeout)
    {
        var value = new LibC.TimeValue
        {
            Seconds = (long)timeout.TotalSeconds,
            Microseconds = timeout.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond,
        };
        Demand(LibC.SetSocketOption(
            socket.Number, LibC.LevelSocket, LibC.OptionSendTimeout, &value, (uint)sizeof(LibC.TimeValue)), "setsockopt");
    }

    private static SocketName NameIn(byte* buffer, uint length) =>
        SocketAddresses.Decode(new ReadOnlySpan<byte>(buffer, (int)Math.Min(length, SocketAddresses.MaxLength)));

    private static void Demand(int result, string call, string? label = null)
    {
        if (result != 0)
        {
            throw SystemErrors.Last(call, label);
        }
    }

    private LinuxChannel ChannelOf(SafeDescriptor descriptor) => new(new WatchedHandle(descriptor), watcher);
}
