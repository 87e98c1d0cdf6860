using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// While one of these exists, no new descriptor gets the number 0, 1 or 2. A program may have closed those, as daemons
/// do, and the system hands out the lowest free number: output would go into one of our pipes.
/// </summary>
/// <remarks>
/// Meanwhile the free ones are occupied by a descriptor that can be neither read nor written, so that whoever uses such
/// a number gets an error, as they would without us.
/// </remarks>
internal readonly ref struct StandardNumbers : IDisposable
{
    /// <summary>The lowest number without a conventional meaning.</summary>
    public const int Count = 3;

    private static readonly object Gate = new();
    private static int _users;
    private static int _taken; // a bit for each number

    public StandardNumbers()
    {
        lock (Gate)
        {
            _users++;
            TakeFree();
        }
    }

    /// <summary>Whether programs started by this one find something open under the number.</summary>
    public static bool IsInherited(int number) => FlagsOf(number) == 0;

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users == 0)
            {
                GiveBack();
            }
        }
    }

    private static int FlagsOf(int number) => LibC.Fcntl(number, LibC.FcntlGetDescriptorFlags, 0);

    private static void TakeFree()
    {
        for (var number = 0; number < Count; number++)
        {
            if (FlagsOf(number) < 0 && !TakeLowest())
            {
                return;
            }
        }
    }

    private static bool TakeLowest()
    {
        var number = LibC.EpollCreate1(LibC.OpenCloseOnExec);
        if (number >= Count)
        {
            _ = LibC.Close(number); // another thread got the number first
        }
        else if (number >= 0)
        {
            _taken |= 1 << number;
        }

        return number >= 0;
    }

    private static void GiveBack()
    {
        for (var number = 0; number < Count; number++)
        {
            // If the program has since put something of its own there, that is inheritable by default.
            if ((_taken & (1 << number)) != 0 && FlagsOf(number) == LibC.FdCloseOnExec)
            {
                _ = LibC.Close(number);
            }
        }

        _taken = 0;
    }
}
