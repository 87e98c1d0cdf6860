using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A process at the other end of a socket pair, over which it gets what <c>posix_spawn</c> gives a new one.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class LinuxStandbyWorker : StandbyWorker
{
    private const byte Ready = (byte)'R';
    private const byte Complaining = (byte)'W'; // text up to a zero byte follows
    private const int RoomForWords = 1024;
    private const int ManyNumbers = 1000; // a .NET program's descriptors have three digits at most, nearly always
    private const int FewNumbers = 200;

    private readonly LinuxChild _child;
    private readonly HandOverSocket _socket;
    private readonly List<byte> _said = [];
    private bool _isReady;
    private bool _isIntact = true;

    private LinuxStandbyWorker(LinuxChild child, HandOverSocket socket)
    {
        _child = child;
        _socket = socket;
    }

    public override ChildHandle Child => _child;

    public override WatchedHandle Line => _socket.Handle;

    public override bool IsReady => _isReady;

    public override bool IsIntact => _isIntact;

    public override string? Complaint =>
        _said.Count > 0 && _said[0] == Complaining && _said.IndexOf(0) is var end and > 0
            ? Encoding.UTF8.GetString(_said.ToArray(), 1, end - 1)
            : null;

    /// <summary>Starts the worker; the number of its socket comes before those of its message and its parent.</summary>
    public static LinuxStandbyWorker Start(LaunchPlan plan)
    {
        var (ours, theirs) = HandOverSocket.Pair();
        using (theirs)
        {
            try
            {
                var reserved = plan.RunsDotNet ? NumbersToReserve() : 0;
                string[] names = [Text(theirs.Number)];
                var child = (LinuxChild)LinuxLauncher.Launch(new LaunchPlan
                {
                    Executable = plan.Executable,
                    Arguments = [.. plan.Arguments, .. plan.RunsDotNet ? [Text(reserved)] : names[..0], .. names],
                    Environment = plan.Environment,
                    Message = plan.Message,
                    Kept = [new WatchedHandle(theirs)],
                    RunsDotNet = plan.RunsDotNet,
                    IsSilent = true,
                    ReservedNumbers = reserved,
                    // What reaches the program's whole group is not meant for it.
                    SignalMask = plan.RunsDotNet ? ~BlockedSignals.NeverBlocked : ulong.MaxValue,
                });
                return new LinuxStandbyWorker(child, new HandOverSocket(ours));
            }
            catch
            {
                ours.Dispose();
                throw;
            }
        }
    }

    /// <summary>How many of the numbers that a start may need are kept free of the runtime's files.</summary>
    private static int NumbersToReserve()
    {
        LibC.Limit limit;
        if (LibC.LimitOf(0, LibC.LimitOfDescriptors, null, &limit) != 0)
        {
            return 0;
        }

        return limit.Soft >= 4 * ManyNumbers ? ManyNumbers : limit.Soft >= 4 * FewNumbers ? FewNumbers : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public override bool Listen()
    {
        var buffer = stackalloc byte[RoomForWords];
        while (true)
        {
            var count = _socket.Receive(buffer, RoomForWords);
            if (count <= 0)
            {
                return count < 0;
            }

            _said.AddRange(new ReadOnlySpan<byte>(buffer, count).ToArray());
            _isReady = _said[^1] == Ready;
        }
    }

    public override void End()
    {
        Line.Close();
        _child.Abandon();
    }
}
