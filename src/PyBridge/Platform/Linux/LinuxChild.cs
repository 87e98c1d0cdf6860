using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>A child identified by its pidfd, which can never come to mean another process.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxChild : ChildHandle
{
    // A tracer sees the death of a process first: until it has done so, nobody else can reap the process.
    private static readonly TimeSpan PauseForTracer = TimeSpan.FromMilliseconds(1);

    private readonly Lock _reaping = new();
    private readonly string? _diagnosticFolder;
    private ExitStatus _status;
    private volatile bool _ended;

    private LinuxChild(int pid, SafeDescriptor pidFd, string? diagnosticFolder)
    {
        Pid = pid;
        _diagnosticFolder = diagnosticFolder;
        Sentinel = new WatchedHandle(pidFd);
    }

    public override int Pid { get; }

    public override bool Ended => _ended;

    public override WatchedHandle Sentinel { get; }

    /// <summary>Takes charge of a newly started process.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="diagnosticFolder">Where its .NET runtime keeps its files; null if it has none.</param>
    /// <exception cref="PlatformException">No descriptor is left for it; the process has been killed again.</exception>
    public static LinuxChild Adopt(int pid, string? diagnosticFolder)
    {
        try
        {
            return new LinuxChild(pid, Descriptors.OpenProcess(pid), diagnosticFolder);
        }
        catch (PlatformException)
        {
            _ = LibC.Kill(pid, SignalNumber(ChildSignal.Kill));
            WaitStatus.Discard(pid);

            throw;
        }
    }

    public override async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (Poll() is null)
        {
            await ProcessPlatform.Current.Watcher.WaitAsync(Sentinel, cancellationToken).ConfigureAwait(false);
            if (Poll() is null)
            {
                await Task.Delay(PauseForTracer, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override ExitStatus? Poll()
    {
        if (_ended)
        {
            return _status;
        }

        lock (_reaping)
        {
            if (!_ended && Reap() is { } status)
            {
                _status = status;
                _ended = true;
            }

            return _ended ? _status : null;
        }
    }

    public override ExitStatus? Wait(TimeSpan? timeout)
    {
        var start = Stopwatch.GetTimestamp();
        while (Poll() is null)
        {
            var left = timeout - Stopwatch.GetElapsedTime(start);
            var ready = false;
            ReadinessPoll.Wait([Sentinel], new Span<bool>(ref ready), left);
            if (!ready || (Poll() is null && left <= TimeSpan.Zero))
            {
                break;
            }

            if (!_ended)
            {
                Thread.Sleep(PauseForTracer);
            }
        }

        return Poll();
    }

    public override void Signal(ChildSignal signal)
    {
        if (Poll() is null
            && LibC.PidFdSendSignal(Sentinel.Number, SignalNumber(signal)) != 0
            && SystemErrors.Code != LibC.NoSuchProcess)
        {
            throw SystemErrors.Last("pidfd_send_signal");
        }
    }

    public override void Close() => Sentinel.Close();

    /// <summary>Kills and reaps a child whose start failed halfway.</summary>
    public void Abandon()
    {
        Signal(ChildSignal.Kill);
        _ = Wait(timeout: null);
        Close();
    }

    private ExitStatus? Reap()
    {
        if (_diagnosticFolder is not null && WaitStatus.Look(Sentinel.Descriptor) is { Signal: not null })
        {
            // Before reaping, because until then no other process can have its id.
            DiagnosticFiles.Delete(_diagnosticFolder, Pid);
        }

        return WaitStatus.Reap(Sentinel.Descriptor);
    }

    private static int SignalNumber(ChildSignal signal) => signal switch
    {
        ChildSignal.Interrupt => 2,   // SIGINT
        ChildSignal.Terminate => 15,  // SIGTERM
        ChildSignal.Kill => 9,        // SIGKILL
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };
}
