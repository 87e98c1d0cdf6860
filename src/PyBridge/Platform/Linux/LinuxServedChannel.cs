using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A Unix socket to the parent, and a pidfd of it.</summary>
/// <remarks>
/// The end of the socket alone would not tell: a program may have forked without letting its copy of the other end go.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxServedChannel : ServedChannel
{
    private const int MostHandles = 253; // SCM_MAX_FD
    private const int ControlHeader = 16; // sizeof(struct cmsghdr)

    private readonly SafeDescriptor _socket;
    private readonly SafeDescriptor? _caller;
    private readonly nint[] _control = GC.AllocateArray<nint>((ControlHeader + (MostHandles * sizeof(int)) + sizeof(nint) - 1) / sizeof(nint), pinned: true);
    private ShortWait _wait = new();

    /// <param name="number">The socket, which is ours from now on.</param>
    /// <param name="caller">The process id of the parent.</param>
    public LinuxServedChannel(int number, int caller)
    {
        Descriptors.SetCloseOnExec(number);
        _socket = new SafeDescriptor(number);
        try
        {
            _caller = Descriptors.OpenProcess(caller);
        }
        catch (PlatformException)
        {
            // It has ended, and so has the other end of the socket.
        }
    }

    public override int Read(Span<byte> buffer, List<int> handles)
    {
        fixed (byte* start = buffer)
        fixed (nint* control = _control)
        {
            var vector = new LibC.IoVector { Start = start, Length = buffer.Length };
            var isLooking = _wait.Begin();
            while (true)
            {
                var message = new LibC.MessageHeader
                {
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = (byte*)control,
                    ControlLength = _control.Length * sizeof(nint),
                };
                isLooking = isLooking && _wait.Lasts();
                if (!isLooking)
                {
                    SleepUntilReadable();
                }

                var count = LibC.ReceiveMessage(_socket.Number, &message, LibC.MessageCloseOnExec | LibC.MessageDontWait);
                if (count >= 0)
                {
                    _wait.End(isLooking);
                    TakeHandles(message, handles);
                    return (int)count;
                }

                switch (SystemErrors.Code)
                {
                    case LibC.TryAgain:
                    case LibC.Interrupted:
                        break;
                    case LibC.ConnectionReset:
                        return 0;
                    case var errno:
                        throw SystemErrors.Of("recvmsg", errno);
                }
            }
        }
    }

    public override bool Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ResultFile? file)
    {
        fixed (byte* firstStart = first, secondStart = second)
        {
            var vectors = stackalloc LibC.IoVector[2];
            vectors[0] = new LibC.IoVector { Start = firstStart, Length = first.Length };
            vectors[1] = new LibC.IoVector { Start = secondStart, Length = second.Length };
            var control = new LibC.DescriptorMessage
            {
                Length = LibC.DescriptorMessage.UsedLength,
                Level = LibC.LevelSocket,
                Type = LibC.MessageRights,
                Descriptor = file is LinuxResultFile { Number: var number } ? number : 0,
            };
            var message = new LibC.MessageHeader { Vectors = vectors, VectorCount = 2 };
            if (file is not null)
            {
                message.Control = (byte*)&control;
                message.ControlLength = sizeof(LibC.DescriptorMessage);
            }

            while (vectors[0].Length + vectors[1].Length > 0)
            {
                var count = LibC.SendMessage(_socket.Number, &message, LibC.MessageNoSignal);
                if (count < 0)
                {
                    if (SystemErrors.Code == LibC.Interrupted)
                    {
                        continue;
                    }

                    return false;
                }

                message.Control = null;
                message.ControlLength = 0;
                for (var i = 0; i < 2; i++)
                {
                    var written = nint.Min(count, vectors[i].Length);
                    vectors[i].Start += written;
                    vectors[i].Length -= written;
                    count -= written;
                }
            }

            return true;
        }
    }

    public override void WaitForEnd()
    {
        var both = stackalloc LibC.PollDescriptor[2];
        both[0] = new LibC.PollDescriptor { Descriptor = _socket.Number }; // its end is always told
        both[1] = new LibC.PollDescriptor { Descriptor = _caller?.Number ?? -1, Events = LibC.PollIn };
        while (LibC.Poll(both, 2, -1) < 0 && SystemErrors.Code == LibC.Interrupted)
        {
        }
    }

    public override void Dispose()
    {
        _socket.Dispose();
        _caller?.Dispose();
    }

    /// <summary>Sleeps until there is something to read, or nobody who would write.</summary>
    /// <remarks>
    /// In <c>poll</c>: one who sleeps in <c>recvmsg</c> is woken also when the other end has read what was sent to it.
    /// </remarks>
    private void SleepUntilReadable()
    {
        var only = new LibC.PollDescriptor { Descriptor = _socket.Number, Events = LibC.PollIn };
        _ = LibC.Poll(&only, 1, -1);
    }

    private static void TakeHandles(LibC.MessageHeader message, List<int> handles)
    {
        if (message.ControlLength < ControlHeader)
        {
            return;
        }

        var control = (LibC.DescriptorMessage*)message.Control;
        if (control->Level == LibC.LevelSocket && control->Type == LibC.MessageRights)
        {
            var numbers = &control->Descriptor;
            for (var i = 0; i < (control->Length - ControlHeader) / sizeof(int); i++)
            {
                handles.Add(numbers[i]);
            }
        }
    }
}
