using System;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <content>
/// Descriptors sent with messages. Since 3.14 CPython acknowledges each: the receiver answers with a byte, for which
/// the sender waits. Between two messages that byte may come at any time after the descriptor was sent.
/// </content>
public sealed partial class Connection
{
    /// <summary>One byte travels with the descriptors: how many there are.</summary>
    private const byte One = 1;

    /// <summary>
    /// What acknowledges a descriptor. As the first byte of a message it would start one of 1.09 to 1.11 GB.
    /// </summary>
    private const byte Acknowledgement = (byte)'A';

    /// <summary>How long to wait at a time: another thread that starts to receive may take the byte.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly Version FirstToAcknowledge = new(3, 14);

    private int _owed; // acknowledgements that may still come
    private int _receiving; // how many threads receive
    private int _passing; // 1 while a thread that is not receiving skips an acknowledgement
    private bool? _acknowledgesHandles;
    private PairedEnd? _otherEnd; // for a pipe made here

    /// <summary>
    /// Whether the other end acknowledges descriptors, as CPython does since 3.14: it answers each with a byte, and
    /// waits for one after each that it sends. Unless set, this is determined when the first descriptor is sent or
    /// received.
    /// </summary>
    /// <remarks>
    /// To determine it, this looks for the CPython in the process that connected, that made the pipe, or that was given
    /// the other end at its start. Set it if the other end took a route that this process cannot know, to or from
    /// CPython: for example from their common parent to a sibling of this process. Between C# and C# it does not
    /// matter.
    /// </remarks>
    /// <exception cref="ConnectionException">It is closed.</exception>
    public bool AcknowledgesHandles
    {
        get => _acknowledgesHandles ?? PythonOfPeer() >= FirstToAcknowledge;
        set => _acknowledgesHandles = value;
    }

    /// <summary>Records that these two lead to each other.</summary>
    internal static void Pair(Connection first, Connection second)
    {
        first._otherEnd = PairedEnd.Of(second.Channel.Handle);
        second._otherEnd = PairedEnd.Of(first.Channel.Handle);
    }

    /// <summary>Sends a descriptor, and waits for its acknowledgement if one is expected.</summary>
    internal void SendHandle(WatchedHandle handle)
    {
        CheckWritable();
        var python = _acknowledgesHandles is null ? PythonOfPeer() : null;
        var acknowledges = _acknowledgesHandles ?? python >= FirstToAcknowledge;
        var deadline = new Deadline(_timeout);

        // C# acknowledges if it may be mistaken for a Python that does: do not wait for it then, but it may come.
        var mayCome = acknowledges || (_acknowledgesHandles is null && python is null);
        var owed = mayCome ? Interlocked.Increment(ref _owed) : 0;
        try
        {
            _channel.SendHandle(handle, One);
        }
        catch when (mayCome)
        {
            Interlocked.Decrement(ref _owed);
            throw;
        }

        if (acknowledges)
        {
            AwaitAcknowledgement(owed, deadline);
        }
    }

    /// <summary>Receives a descriptor, and acknowledges it.</summary>
    /// <param name="acknowledges">Whether to do so; <see langword="null"/> to find out about the other end.</param>
    internal SafeFileHandle ReceiveHandle(bool? acknowledges = null)
    {
        CheckReadable();
        var (label, descriptor) = _channel.ReceiveHandle();
        while (label == Acknowledgement && descriptor is null && TakeAcknowledgement())
        {
            (label, descriptor) = _channel.ReceiveHandle();
        }

        if (label >= 0 && (acknowledges ?? AcknowledgementIsAwaited()))
        {
            Acknowledge();
        }

        if (descriptor is not null && label == One)
        {
            return descriptor.Release();
        }

        descriptor?.Close();
        throw label < 0
            ? new EndOfConnectionException()
            : new ConnectionException("Invalid data received", "RuntimeError");
    }

    private bool AcknowledgementIsAwaited() =>
        _acknowledgesHandles
        ?? (PythonOfPeer() ?? ProcessPlatform.Current.PythonIn(ProcessPlatform.Current.CurrentProcessId))
            >= FirstToAcknowledge;

    /// <summary>The version of the CPython at the other end; <see langword="null"/> if none, or unknown.</summary>
    private Version? PythonOfPeer()
    {
        CheckClosed();
        var platform = ProcessPlatform.Current;
        var peer = _otherEnd is { Holder: > 0 and var holder } ? holder : _channel.MakerOfPeer;
        return peer <= 0 || peer == platform.CurrentProcessId ? null : platform.PythonIn(peer);
    }

    private void Acknowledge()
    {
        try
        {
            _channel.Write([Acknowledgement], default);
        }
        catch (PlatformException)
        {
            // The sender does not wait for it: it has closed its end, as CPython before 3.14 may.
        }
    }

    /// <summary>Like CPython's sender, but messages already on their way come first, and the byte after them.</summary>
    private void AwaitAcknowledgement(int owed, Deadline deadline)
    {
        var pause = default(SpinWait);
        while (Volatile.Read(ref _owed) >= owed)
        {
            switch (PassOverAcknowledgement())
            {
                case Ahead.Acknowledgement:
                    break;
                case Ahead.Message:
                    return;
                case Ahead.Unknown:
                    pause.SpinOnce();
                    break;
                case Ahead.Nothing when deadline.HasPassed:
                    throw new ConnectionTimeoutException($"the peer did not acknowledge the descriptor within {_timeout}");
                default:
                    _ = _channel.WaitReadable(deadline.Left < Look ? deadline.Left : Look);
                    break;
            }
        }
    }

    /// <summary>Whether there is anything to receive besides acknowledgements, which are skipped.</summary>
    internal bool HasMoreThanAcknowledgements()
    {
        var hasPassed = false;
        while (Volatile.Read(ref _owed) > 0)
        {
            var ahead = PassOverAcknowledgement();
            if (ahead != Ahead.Acknowledgement)
            {
                return ahead != Ahead.Nothing;
            }

            hasPassed = true;
        }

        return !hasPassed || _channel.WaitReadable(TimeSpan.Zero);
    }

    /// <summary>Takes an acknowledgement that comes next, unless a receiving thread takes it itself.</summary>
    private Ahead PassOverAcknowledgement()
    {
        if (Interlocked.CompareExchange(ref _passing, 1, 0) != 0)
        {
            return Ahead.Unknown;
        }

        try
        {
            if (Volatile.Read(ref _receiving) > 0)
            {
                return Ahead.Unknown;
            }

            if (!_channel.TryPeek(out var next))
            {
                return Ahead.Nothing;
            }

            if (next != Acknowledgement || !TakeAcknowledgement())
            {
                return Ahead.Message;
            }

            Span<byte> acknowledgement = stackalloc byte[1];
            _ = _channel.TryRead(acknowledgement);
            return Ahead.Acknowledgement;
        }
        finally
        {
            Volatile.Write(ref _passing, 0);
        }
    }

    /// <summary>From here on, all bytes up to its end belong to the message being received.</summary>
    private void BeginReceiving()
    {
        _receiptBegun = false;
        Interlocked.Increment(ref _receiving);
        var pause = default(SpinWait);
        while (Volatile.Read(ref _passing) != 0)
        {
            pause.SpinOnce();
        }
    }

    private void EndReceiving() => Interlocked.Decrement(ref _receiving);

    /// <summary>Whether a byte between two messages is an acknowledgement; each is expected once.</summary>
    private bool TakeAcknowledgement()
    {
        int owed;
        do
        {
            owed = Volatile.Read(ref _owed);
            if (owed == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _owed, owed - 1, owed) != owed);
        return true;
    }

    /// <summary>Removes acknowledgements from the first bytes of a message.</summary>
    /// <returns>How many bytes remain, at the beginning.</returns>
    private int WithoutAcknowledgements(Span<byte> received)
    {
        var passed = 0;
        while (passed < received.Length && received[passed] == Acknowledgement && TakeAcknowledgement())
        {
            passed++;
        }

        received[passed..].CopyTo(received);
        return received.Length - passed;
    }

    /// <summary>What can be received next, outside a message.</summary>
    private enum Ahead
    {
        /// <summary>Nothing has come.</summary>
        Nothing,

        /// <summary>An acknowledgement, which has now been taken.</summary>
        Acknowledgement,

        /// <summary>A message, or the end.</summary>
        Message,

        /// <summary>Another thread is receiving.</summary>
        Unknown,
    }
}
