using System;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>One open POSIX semaphore.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxSemaphore(SafeSemaphore semaphore) : NamedSemaphore
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public override int Value
    {
        get
        {
            var added = false;
            semaphore.DangerousAddRef(ref added);
            try
            {
                int value;
                return LibC.SemaphoreGetValue(semaphore.Address, &value) == 0
                    ? value
                    : throw SystemErrors.Last("sem_getvalue");
            }
            finally
            {
                semaphore.DangerousRelease();
            }
        }
    }

    public override bool Acquire(TimeSpan? timeout)
    {
        var added = false;
        semaphore.DangerousAddRef(ref added);
        try
        {
            using var released = timeout is null || timeout > TimeSpan.Zero ? InterpreterLock.Released() : default;
            var deadline = timeout is { } limit && limit > TimeSpan.Zero ? After(limit) : default;
            while (true)
            {
                var result = timeout is null ? LibC.SemaphoreWait(semaphore.Address)
                    : timeout <= TimeSpan.Zero ? LibC.SemaphoreTryWait(semaphore.Address)
                    : LibC.SemaphoreClockWait(semaphore.Address, LibC.ClockMonotonic, &deadline);
                if (result == 0)
                {
                    return true;
                }

                switch (SystemErrors.Code)
                {
                    case LibC.Interrupted:
                        continue;
                    case LibC.TryAgain or LibC.TimedOut:
                        return false;
                    default:
                        throw SystemErrors.Last("sem_wait");
                }
            }
        }
        finally
        {
            semaphore.DangerousRelease();
        }
    }

    public override void Release()
    {
        var added = false;
        semaphore.DangerousAddRef(ref added);
        try
        {
            if (LibC.SemaphorePost(semaphore.Address) != 0)
            {
                throw SystemErrors.Last("sem_post");
            }
        }
        finally
        {
            semaphore.DangerousRelease();
        }
    }

    public override void Close() => semaphore.Dispose();

    private static LibC.TimeSpecification After(TimeSpan limit)
    {
        LibC.TimeSpecification now;
        if (LibC.ClockGetTime(LibC.ClockMonotonic, &now) != 0)
        {
            throw SystemErrors.Last("clock_gettime");
        }

        var nanoseconds = now.Nanoseconds + (limit.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        return new LibC.TimeSpecification
        {
            Seconds = now.Seconds + (limit.Ticks / TimeSpan.TicksPerSecond) + (nanoseconds / NanosecondsPerSecond),
            Nanoseconds = nanoseconds % NanosecondsPerSecond,
        };
    }
}
