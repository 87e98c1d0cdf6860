using System;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <content>
/// Descriptors beside messages. CPython acknowledges each since 3.14: its receiver answers with a byte, for which its sender
/// waits. Between two messages that byte may come at any time after the descriptor has left.
/// </content>
public sealed partial class Connection
{
    /// <summary>Beside the descriptor travels one byte: how many they are.</summary>
    private const byte One = 1;

    /// <summary>
    /// What acknowledges a descriptor. As the first byte of a message it would begin one of 1.09 to 1.11 GB.
    /// </summary>
    private const byte Acknowledgement = (byte)'A';

    /// <summary>How long to wait at a time: another thread, which begins to receive, may take the byte.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly Version FirstToAcknowledge = new(3, 14);

    private int _owed; // acknowledgements that may still come
    private int _receiving; // how many threads receive
    private int _passing; // 1 while a thread that does not receive passes over an acknowledgement
    private bool? _acknowledgesHandles;
    private PairedEnd? _otherEnd; // of a pipe made here

    /// <summary>
    /// Whether the other end acknowledges descriptors, as CPython does since 3.14: it answers each with a byte, and waits
    /// for one after each that it sends. Unless it is set, it is found out when the first descriptor is sent or received.
    /// </summary>
    /// <remarks>
    /// Found out is which CPython runs in the process that has connected, that made the pipe, or that was given the other end
    /// at its start. Set it where the other end went a way that this process cannot know, to or from CPython: for example
    /// from the parent of both to a child beside this one. Between C# and C# it need not be known.
    /// </remarks>
    /// <exception cref="ConnectionException">It is closed.</exception>
    public bool AcknowledgesHandles
    {
        get => _acknowledgesHandles ?? PythonOfPeer() >= FirstToAcknowledge;
        set => _acknowledgesHandles = value;
    }

    /// <summary>Knows that these two lead to each other.</summary>
    internal static void Pair(Connection first, Connection second)
    {
        first._otherEnd = PairedEnd.Of(second.Channel.Handle);
        second._otherEnd = PairedEnd.Of(first.Channel.Handle);
    }

    /// <summary>Sends a descriptor, and waits for its acknowledgement where there will be one.</summary>
    internal void SendHandle(WatchedHandle handle)
    {
        CheckWritable();
        var python = _acknowledgesHandles is null ? PythonOfPeer() : null;
        var acknowledges = _acknowledgesHandles ?? python >= FirstToAcknowledge;
        var deadline = new Deadline(_timeout);

        // C# acknowledges where it may be taken for a Python that does: nothing is waited for then, but it may come.
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
    /// <param name="acknowledges">Whether to do so; <see langword="null"/> where the other end is to be known for that.</param>
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

    /// <summary>The version of the CPython at the other end; <see langword="null"/> where there is none, or nobody knows.</summary>
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
            // The sender does not wait for it: it has closed its end, as CPython before 3.14 may do.
        }
    }

    /// <summary>As CPython's sender; but messages that were on their way go first, and the byte is found behind them.</summary>
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

    /// <summary>Whether there is anything to be received but acknowledgements, which are passed over.</summary>
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

    /// <summary>Takes an acknowledgement that comes next, unless a thread receives: that one does it by itself.</summary>
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

    /// <summary>From here on all bytes are those of a message that is received, until its end.</summary>
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

    /// <summary>Whether a byte between two messages is an acknowledgement; each is awaited once.</summary>
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

    /// <summary>Takes acknowledgements out of the first bytes of a message.</summary>
    /// <returns>How many bytes are left, at the beginning.</returns>
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

    /// <summary>What can be received next, outside of a message.</summary>
    private enum Ahead
    {
        /// <summary>Nothing has come.</summary>
        Nothing,

        /// <summary>An acknowledgement, which is gone now.</summary>
        Acknowledgement,

        /// <summary>A message, or the end.</summary>
        Message,

        /// <summary>Another thread receives.</summary>
        Unknown,
    }
}
