using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Reaps one process by its pidfd and reads how it ended.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class WaitStatus
{
    /// <summary>The same as <see cref="Reap"/> will find; the process stays to be reaped.</summary>
    public static ExitStatus? Look(SafeDescriptor pidFd) => Wait(pidFd, LibC.WaitNoReap);

    /// <summary>
    /// The status, or <see langword="null"/> while the process runs. Where another <c>wait</c> call was faster, the
    /// kernel is asked for what it remembers (Linux ≥ 6.15); failing that the status is unknown.
    /// </summary>
    public static ExitStatus? Reap(SafeDescriptor pidFd) => Wait(pidFd, options: 0);

    private static ExitStatus? Wait(SafeDescriptor pidFd, int options)
    {
        while (true)
        {
            LibC.SignalInfo info = default;
            if (LibC.WaitId(LibC.WaitByPidFd, pidFd.Number, &info, LibC.WaitExited | LibC.WaitNoHang | options) == 0)
            {
                return info.Pid == 0 ? null : Decode(info.Code, info.Status);
            }

            switch (SystemErrors.Code)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.NoChild:
                    return Remembered(pidFd) ?? ExitStatus.Unknown;
                default:
                    throw SystemErrors.Last("waitid");
            }
        }
    }

    private static ExitStatus Decode(int code, int status) =>
        code == LibC.ChildExited
            ? ExitStatus.Exited(status)
            : ExitStatus.Signaled(status, coreDumped: code == LibC.ChildDumped);

    private static ExitStatus? Remembered(SafeDescriptor pidFd)
    {
        const int signalMask = 0x7F;
        const int coreFlag = 0x80;
        var info = new LibC.PidFdInfo { Mask = LibC.PidFdInfoExit };
        if (LibC.IoControl(pidFd.Number, LibC.PidFdGetInfo, &info) != 0 || (info.Mask & LibC.PidFdInfoExit) == 0)
        {
            return null;
        }

        var signal = info.ExitCode & signalMask;
        return signal == 0
            ? ExitStatus.Exited(info.ExitCode >> 8)
            : ExitStatus.Signaled(signal, (info.ExitCode & coreFlag) != 0);
    }
}
