using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Writes a start message of any size, checking that the child is alive to read it.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class MessageWriter
{
    private const int LargePipe = 1 << 20; // the default limit for an unprivileged process
    private const int SmallestPipe = 1; // which the kernel makes one page
    private const int Unlimited = -1;

    // A host refuses within moments. A child that reads nothing for so long waits for something else, and goes on its own
    // way, as children do whose first of a kind has been watched.
    private const int PatienceMilliseconds = 10_000;

    private readonly SafeDescriptor _pipe;
    private readonly LinuxChild _child;
    private bool _awaitsReader;

    private MessageWriter(SafeDescriptor pipe, LinuxChild child, bool awaitsReader)
    {
        _pipe = pipe;
        _child = child;
        _awaitsReader = awaitsReader;
    }

    /// <param name="pipe">The pipe's end for writing, still empty.</param>
    /// <param name="parts">The message.</param>
    /// <param name="child">Who is to read it.</param>
    /// <param name="awaitsReader">Whether to wait until the child has begun to read, though not for ever.</param>
    /// <exception cref="PlatformException">EPIPE: the child ended before it had read everything.</exception>
    public static void Write(SafeDescriptor pipe, ReadOnlyMemory<byte>[] parts, LinuxChild child, bool awaitsReader)
    {
        Descriptors.SetNonBlocking(pipe);
        var isLarge = Total(parts) > ushort.MaxValue;
        var writer = new MessageWriter(pipe, child, awaitsReader && SetSize(pipe, SmallestPipe));
        if (isLarge && !writer._awaitsReader)
        {
            SetSize(pipe, LargePipe);
        }

        foreach (var part in parts)
        {
            writer.WritePart(part.Span, isLarge);
        }

        if (writer._awaitsReader)
        {
            writer.AwaitRoom(PatienceMilliseconds);
        }
    }

    private void WritePart(ReadOnlySpan<byte> left, bool isLarge)
    {
        while (!left.IsEmpty)
        {
            nint written;
            fixed (byte* start = left)
            {
                written = LibC.Write(_pipe.Number, start, left.Length);
            }

            if (written >= 0)
            {
                left = left[(int)written..];
                continue;
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    break;
                case LibC.TryAgain:
                    AwaitRoom(_awaitsReader ? PatienceMilliseconds : Unlimited);
                    if (_awaitsReader)
                    {
                        _awaitsReader = false;
                        SetSize(_pipe, isLarge ? LargePipe : ushort.MaxValue);
                    }

                    break;
                case LibC.BrokenPipe:
                    throw EndedEarly();
                default:
                    throw SystemErrors.Last("write");
            }
        }
    }

    /// <summary>Waits until there is room, which in a pipe of one page there is only after all of it has been read.</summary>
    private void AwaitRoom(int milliseconds)
    {
        using var released = InterpreterLock.Released();
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = _pipe.Number, Events = LibC.PollOut };
        descriptors[1] = new LibC.PollDescriptor { Descriptor = _child.Sentinel.Number, Events = LibC.PollIn };
        var end = Environment.TickCount64 + milliseconds;
        int ready;
        do
        {
            var left = milliseconds < 0 ? Unlimited : (int)Math.Max(0, end - Environment.TickCount64);
            ready = LibC.Poll(descriptors, 2, left);
        }
        while (ready < 0 && SystemErrors.Code == LibC.Interrupted);

        if (ready < 0)
        {
            throw SystemErrors.Last("poll");
        }

        if (ready > 0 && (descriptors[0].Returned & LibC.PollOut) == 0)
        {
            throw EndedEarly(); // or it has closed what it was to read
        }
    }

    private PlatformException EndedEarly()
    {
        // A dying process closes its descriptors shortly before its end becomes visible.
        var status = _child.Wait(TimeSpan.FromSeconds(1));
        var how = status is null ? "closed its start message" : $"ended (exit code {status})";
        return new PlatformException(
            "write",
            LibC.BrokenPipe,
            Marshal.GetPInvokeErrorMessage(LibC.BrokenPipe),
            path: null,
            $"The child process {_child.Pid} {how} before it had read its start message; its stderr may say why.")
        {
            ChildStatus = status,
        };
    }

    /// <summary>Changes how much a pipe holds; if that is refused, writing is only slower.</summary>
    private static bool SetSize(SafeDescriptor pipe, int bytes) =>
        LibC.Fcntl(pipe.Number, LibC.FcntlSetPipeSize, bytes) >= 0;

    public static long Total(ReadOnlyMemory<byte>[] parts)
    {
        long total = 0;
        foreach (var part in parts)
        {
            total += part.Length;
        }

        return total;
    }
}
