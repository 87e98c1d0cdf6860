using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>The two descriptors a child is given: the start message and its parent.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxInheritance : Inheritance
{
    private const int BadDescriptor = 9; // EBADF
    private const int FirstFree = 3;
    private const int Highest = 100_000_000; // no system has that many descriptors
    private readonly int? _resultNumber;
    private readonly int _messageNumber;
    private readonly int _parentNumber;
    private bool _isLent;

    // We own none of these until Take has checked them: a stray or forged launch may name anyone's.
    private WatchedHandle? _message;
    private WatchedHandle? _parent;

    private LinuxInheritance(int? result, int message, int parent)
    {
        _resultNumber = result;
        _messageNumber = message;
        _parentNumber = parent;
    }

    public override WatchedHandle ParentSentinel => _parent!;

    public static LinuxInheritance? Find(ReadOnlySpan<string> names)
    {
        var result = 0;
        return names.Length is 2 or 3
            && TryParse(names[^2], out var message)
            && TryParse(names[^1], out var parent)
            && (names.Length == 2 || TryParse(names[0], out result))
                ? new LinuxInheritance(names.Length == 2 ? null : result, message, parent)
                : null;
    }

    /// <summary>The number of the start message.</summary>
    public int MessageNumber => _messageNumber;

    /// <summary>The number of the parent.</summary>
    public int ParentNumber => _parentNumber;

    /// <summary>Like <see cref="Find"/>, but whatever is closed here stays open: a worker needs the numbers later.</summary>
    public static LinuxInheritance? FindLent(ReadOnlySpan<string> names)
    {
        if (Find(names) is { } found)
        {
            found._isLent = true;
            return found;
        }

        return null;
    }

    public override ResultFile? TakeResult() => _resultNumber is { } number ? LinuxResultFile.Take(number) : null;

    public override void Take()
    {
        // A stray or forged launch must not make us wait on a terminal or close someone else's file.
        if (_messageNumber < FirstFree || _parentNumber < FirstFree || _messageNumber == _parentNumber
            || !IsPipe(_messageNumber) || !IsProcess(_parentNumber))
        {
            throw SystemErrors.Of("waitid", BadDescriptor);
        }

        Descriptors.SetCloseOnExec(_messageNumber);
        Descriptors.SetCloseOnExec(_parentNumber);
        _message = new WatchedHandle(new SafeDescriptor(_messageNumber, owns: !_isLent));
        _parent = new WatchedHandle(new SafeDescriptor(_parentNumber, owns: !_isLent));
    }

    public override int Read(Span<byte> buffer)
    {
        var both = stackalloc LibC.PollDescriptor[2];
        both[0] = new LibC.PollDescriptor { Descriptor = _messageNumber, Events = LibC.PollIn };
        both[1] = new LibC.PollDescriptor { Descriptor = _parentNumber, Events = LibC.PollIn };
        while (true)
        {
            if (LibC.Poll(both, 2, -1) < 0)
            {
                ThrowUnlessInterrupted("poll");
                continue;
            }

            if (both[0].Returned == 0)
            {
                return 0; // the parent is gone and left nothing more
            }

            fixed (byte* start = buffer)
            {
                var count = LibC.Read(_messageNumber, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }
            }

            ThrowUnlessInterrupted("read");
        }
    }

    public override void CloseMessage() => _message!.Close();

    /// <summary>
    /// Parses a descriptor's number. <c>int.TryParse</c> asks for a culture, and the first culture loads the ICU
    /// libraries, which takes a fifth of a start.
    /// </summary>
    public static bool TryParse(string digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || number > Highest)
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return digits.Length > 0;
    }

    private static void ThrowUnlessInterrupted(string call)
    {
        if (SystemErrors.Code != LibC.Interrupted)
        {
            throw SystemErrors.Last(call);
        }
    }

    /// <summary>Only pipes have a capacity.</summary>
    private static bool IsPipe(int descriptor) => LibC.Fcntl(descriptor, LibC.FcntlGetPipeSize, 0) > 0;

    /// <summary>Only a pidfd can be waited on as one; our parent is not our child, so it is left as it is.</summary>
    private static bool IsProcess(int descriptor)
    {
        const int look = LibC.WaitExited | LibC.WaitNoHang | LibC.WaitKeep;
        LibC.SignalInfo info;
        return LibC.WaitId(LibC.WaitByPidFd, descriptor, &info, look) == 0 || SystemErrors.Code == LibC.NoChild;
    }
}
