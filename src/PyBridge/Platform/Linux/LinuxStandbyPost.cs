using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A worker's end of the socket to its parent: <c>docs/protocol.md</c>, "The hand-over".</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxStandbyPost : StandbyPost
{
    private const int Ready = 'R';
    private const int Accepted = 'A';
    private readonly int _reserved;
    private readonly LinuxInheritance _rehearsal;
    private int _socket;

    private LinuxStandbyPost(int reserved, int socket, LinuxInheritance rehearsal)
    {
        _reserved = reserved;
        _socket = socket;
        _rehearsal = rehearsal;
    }

    public override Inheritance Rehearsal => _rehearsal;

    /// <param name="names">Below which number all are taken, the socket, the message, the parent.</param>
    public static LinuxStandbyPost? Find(ReadOnlySpan<string> names) =>
        names.Length == 4
        && LinuxInheritance.TryParse(names[0], out var reserved)
        && LinuxInheritance.TryParse(names[1], out var socket)
        && LinuxInheritance.FindLent(names[2..]) is { } rehearsal
            ? new LinuxStandbyPost(reserved, socket, rehearsal)
            : null;

    public override void SayReady()
    {
        Descriptors.SetCloseOnExec(_socket);
        _ = Say(_socket, Ready);
    }

    public override void RehearseTakeOver()
    {
        var surroundings = LinuxSurroundings.Now();
        var variables = LiveEnvironment.Copy();
        Rehearse(surroundings, [.. variables, "PYBRIDGE_REHEARSAL=1"u8.ToArray()]);
        Rehearse(surroundings, variables);
    }

    public override string[]? TakeOver()
    {
        if (!IsAskedFor())
        {
            return null;
        }

        RaiseLimitOfDescriptors();
        if (ReceivedHandOver.Receive(_socket) is not { } handed)
        {
            return null;
        }

        try
        {
            _socket = Place(handed, _socket, _reserved, _rehearsal.MessageNumber, _rehearsal.ParentNumber);
        }
        catch (PlatformException)
        {
            return null; // the parent sees that this process ends, and starts another one
        }

        if (!Say(_socket, Accepted))
        {
            return null;
        }

        _ = LibC.Close(_socket);
        return Begin(handed);
    }

    private static int Place(ReceivedHandOver handed, int socket, int reserved, params int[] own)
    {
        _ = LibC.SetUserMask(handed.UserMask);
        HandedEnvironment.Set(handed.Environment);
        var line = new HandedPlaces(handed, reserved, own).Put(socket);
        HandedSignals.Set(handed.Ignored);
        return line;
    }

    private static string[] Begin(ReceivedHandOver handed)
    {
        HandedSignals.Block(handed.Blocked);
        return Array.ConvertAll(handed.Arguments, argument => SystemText.Decode(argument));
    }

    /// <summary>Takes over from itself what this process has already; its streams get the numbers that they have.</summary>
    private static void Rehearse(LinuxSurroundings surroundings, byte[][] variables)
    {
        using var folder = SystemFiles.Open("."u8, LibC.OpenPath) ?? throw SystemErrors.Last("open");
        var message = new HandOverMessage();
        for (var number = 0; number < StandardNumbers.Count; number++)
        {
            message.Give(number, number);
        }

        message.Give(folder.Number, HandOverMessage.CurrentDirectory);
        var (here, there) = HandOverSocket.Pair();
        using (there)
        {
            var sender = new HandOverSocket(here);
            _ = sender.Send(
                message.Finish(surroundings.UserMask, surroundings.Ignored, surroundings.Blocked, [[(byte)'-']], variables),
                message.Descriptors);
            if (ReceivedHandOver.Receive(there.Number) is { } handed)
            {
                _ = Say(Place(handed, there.Number, reserved: 0), Accepted);
                _ = Begin(handed);
            }

            sender.Handle.Close();
        }
    }

    /// <summary>Waits for the parent's message, or its end.</summary>
    private bool IsAskedFor()
    {
        var both = stackalloc LibC.PollDescriptor[2];
        both[0] = new LibC.PollDescriptor { Descriptor = _socket, Events = LibC.PollIn };
        both[1] = new LibC.PollDescriptor { Descriptor = _rehearsal.ParentNumber, Events = LibC.PollIn };
        while (LibC.Poll(both, 2, -1) < 0)
        {
            if (SystemErrors.Code != LibC.Interrupted)
            {
                return false;
            }
        }

        return both[0].Returned != 0;
    }

    private static bool Say(int socket, int letter)
    {
        var one = (byte)letter;
        var vector = new LibC.IoVector { Start = &one, Length = 1 };
        var message = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1 };
        nint count;
        do
        {
            count = LibC.SendMessage(socket, &message, LibC.MessageNoSignal);
        }
        while (count < 0 && SystemErrors.Code == LibC.Interrupted);

        return count == 1;
    }

    /// <summary>The runtime does so when it starts, and the parent has meanwhile set the limits to its own.</summary>
    private static void RaiseLimitOfDescriptors()
    {
        LibC.Limit limit;
        if (LibC.LimitOf(0, LibC.LimitOfDescriptors, null, &limit) == 0 && limit.Soft < limit.Hard)
        {
            limit.Soft = limit.Hard;
            _ = LibC.LimitOf(0, LibC.LimitOfDescriptors, &limit, null);
        }
    }
}
