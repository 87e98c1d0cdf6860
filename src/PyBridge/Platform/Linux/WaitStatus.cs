using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Reaps one process by its pidfd and reads how it ended.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class WaitStatus
{
    /// <summary>What <see cref="Reap"/> will return; the process remains to be reaped.</summary>
    /// <remarks>
    /// <c>waitid</c> also reports when a child traced by this process stops, requested or not. Those are not ends, and
    /// are left to whoever traces it: looking consumes nothing.
    /// </remarks>
    public static ExitStatus? Look(SafeDescriptor pidFd)
    {
        LibC.SignalInfo info = default;
        return !TryWait(pidFd, &info, LibC.WaitNoReap) ? ReapedByAnother(pidFd)
            : info.Pid != 0 && IsEnd(info.Code) ? Decode(info.Code, info.Status)
            : null;
    }

    /// <summary>
    /// The status, or <see langword="null"/> while the process runs. If another <c>wait</c> call was faster, the kernel
    /// is asked for what it remembers (Linux ≥ 6.15); failing that, the status is unknown.
    /// </summary>
    public static ExitStatus? Reap(SafeDescriptor pidFd)
    {
        if (Look(pidFd) is not { } status)
        {
            return null;
        }

        LibC.SignalInfo info;
        _ = TryWait(pidFd, &info, options: 0); // if it fails, someone else has just reaped it
        return status;
    }

    /// <summary>Waits for the end of a process for which there is no pidfd, and reaps it.</summary>
    public static void Discard(int pid)
    {
        LibC.SignalInfo info;
        while (LibC.WaitId(LibC.WaitByPid, pid, &info, LibC.WaitExited) < 0 && SystemErrors.Code == LibC.Interrupted)
        {
        }
    }

    /// <summary>Checks without waiting.</summary>
    /// <returns>False if the process is no longer a child of this one.</returns>
    private static bool TryWait(SafeDescriptor pidFd, LibC.SignalInfo* info, int options)
    {
        while (LibC.WaitId(LibC.WaitByPidFd, pidFd.Number, info, LibC.WaitExited | LibC.WaitNoHang | options) != 0)
        {
            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.NoChild:
                    return false;
                default:
                    throw SystemErrors.Last("waitid");
            }
        }

        return true;
    }

    private static bool IsEnd(int code) => code is LibC.ChildExited or LibC.ChildKilled or LibC.ChildDumped;

    private static ExitStatus Decode(int code, int status) =>
        code == LibC.ChildExited
            ? ExitStatus.Exited(status)
            : ExitStatus.Signaled(status, coreDumped: code == LibC.ChildDumped);

    /// <summary>What the kernel remembers about a process that this one did not reap.</summary>
    private static ExitStatus ReapedByAnother(SafeDescriptor pidFd)
    {
        const int signalMask = 0x7F;
        const int coreFlag = 0x80;
        var info = new LibC.PidFdInfo { Mask = LibC.PidFdInfoExit };
        if (!TryRecall(pidFd, &info))
        {
            return ExitStatus.Unknown;
        }

        var signal = info.ExitCode & signalMask;
        return signal == 0
            ? ExitStatus.Exited(info.ExitCode >> 8)
            : ExitStatus.Signaled(signal, (info.ExitCode & coreFlag) != 0);
    }

    /// <summary>
    /// Between the moment a process can no longer be waited for and the moment the kernel has recorded its end, it
    /// exists and tells nothing: then the question is repeated.
    /// </summary>
    private static bool TryRecall(SafeDescriptor pidFd, LibC.PidFdInfo* info)
    {
        for (var gone = false; ;)
        {
            info->Mask = LibC.PidFdInfoExit;
            if (LibC.IoControl(pidFd.Number, LibC.PidFdGetInfo, info) == 0)
            {
                if ((info->Mask & LibC.PidFdInfoExit) != 0)
                {
                    return true;
                }

                if (!HasEnded(pidFd))
                {
                    return false;
                }

                _ = LibC.Yield();
            }
            else if (SystemErrors.Code != LibC.NoSuchProcess || gone)
            {
                return false; // a kernel that does not remember
            }
            else
            {
                gone = true; // the end may have been recorded just after the first query
            }
        }
    }

    private static bool HasEnded(SafeDescriptor pidFd)
    {
        var poll = new LibC.PollDescriptor { Descriptor = pidFd.Number, Events = LibC.PollIn };
        return LibC.Poll(&poll, 1, 0) > 0;
    }
}
