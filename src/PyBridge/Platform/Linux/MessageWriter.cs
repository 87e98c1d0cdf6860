using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Writes a start message of any size, checking that the child is alive to read it.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class MessageWriter
{
    private const int LargePipe = 1 << 20; // the default limit for an unprivileged process

    /// <exception cref="PlatformException">EPIPE: the child ended before it had read everything.</exception>
    public static void Write(SafeDescriptor pipe, ReadOnlyMemory<byte>[] parts, LinuxChild child)
    {
        Descriptors.SetNonBlocking(pipe);
        if (Total(parts) > ushort.MaxValue)
        {
            _ = LibC.Fcntl(pipe.Number, LibC.FcntlSetPipeSize, LargePipe); // if refused, it is only slower
        }

        foreach (var part in parts)
        {
            WritePart(pipe, part.Span, child);
        }
    }

    private static void WritePart(SafeDescriptor pipe, ReadOnlySpan<byte> left, LinuxChild child)
    {
        while (!left.IsEmpty)
        {
            nint written;
            fixed (byte* start = left)
            {
                written = LibC.Write(pipe.Number, start, left.Length);
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
                    AwaitRoom(pipe, child);
                    break;
                case LibC.BrokenPipe:
                    throw EndedEarly(child);
                default:
                    throw SystemErrors.Last("write");
            }
        }
    }

    private static void AwaitRoom(SafeDescriptor pipe, LinuxChild child)
    {
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = pipe.Number, Events = LibC.PollOut };
        descriptors[1] = new LibC.PollDescriptor { Descriptor = child.Sentinel.Number, Events = LibC.PollIn };
        if (LibC.Poll(descriptors, 2, -1) < 0)
        {
            if (SystemErrors.Code != LibC.Interrupted)
            {
                throw SystemErrors.Last("poll");
            }
        }
        else if (descriptors[1].Returned != 0)
        {
            throw EndedEarly(child);
        }
    }

    private static PlatformException EndedEarly(LinuxChild child)
    {
        // A dying process closes its descriptors shortly before its end becomes visible.
        var status = child.Wait(TimeSpan.FromSeconds(1));
        var how = status is null ? "closed its start message" : $"ended (exit code {status})";
        return new PlatformException(
            "write",
            LibC.BrokenPipe,
            System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(LibC.BrokenPipe),
            path: null,
            $"The child process {child.Pid} {how} before it had read its start message; its stderr may say why.");
    }

    private static long Total(ReadOnlyMemory<byte>[] parts)
    {
        long total = 0;
        foreach (var part in parts)
        {
            total += part.Length;
        }

        return total;
    }
}
