using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>
/// While one of these lives, no descriptor that is made gets the number 0, 1 or 2. A program may have closed them, as
/// daemons do, and the system gives out the lowest number that is free: what is printed would go into one of our pipes.
/// </summary>
/// <remarks>
/// The free ones are taken for that time by a descriptor that can neither be read nor written, so that whoever uses the
/// number meanwhile gets an error, as without us.
/// </remarks>
internal readonly ref struct StandardNumbers : IDisposable
{
    /// <summary>The lowest number that is nobody's by convention.</summary>
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

    /// <summary>Whether a program that this one starts finds something open under the number.</summary>
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
            _ = LibC.Close(number); // another thread was faster: then that one has it
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
            // Where the program has put something of its own there meanwhile, that is inherited by default.
            if ((_taken & (1 << number)) != 0 && FlagsOf(number) == LibC.FdCloseOnExec)
            {
                _ = LibC.Close(number);
            }
        }

        _taken = 0;
    }
}
