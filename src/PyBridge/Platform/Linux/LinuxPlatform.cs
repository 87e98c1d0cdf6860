using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Linux ≥ 5.4 with glibc ≥ 2.34: <c>posix_spawn</c>, pidfds, <c>waitid</c>.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxPlatform : ProcessPlatform
{
    private const int InterruptSignal = 2; // SIGINT
    private const int SignalKill = 9; // SIGKILL
    private readonly object _watcherGate = new();
    private EpollWatcher? _watcher;
    private EpollWatcher? _errorWatcher;
    private LinuxChannels? _channels; // stateless: two threads may create one each
    private LinuxSemaphores? _semaphores; // likewise

    public override int CurrentProcessId => LibC.GetPid();

    public override MappedFile Map(int number, int length, bool owns)
    {
        if (!owns)
        {
            return LinuxMappedFile.Open(number, length, owned: null);
        }

        var owned = new SafeDescriptor(number);
        try
        {
            Descriptors.SetCloseOnExec(number);
            return LinuxMappedFile.Open(number, length, owned);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    public override ReadinessWatcher Watcher
    {
        get
        {
            lock (_watcherGate)
            {
                return _watcher ??= new EpollWatcher("PyBridge watcher", TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public override ReadinessWatcher ErrorWatcher
    {
        get
        {
            lock (_watcherGate)
            {
                return _errorWatcher ??= new EpollWatcher("PyBridge stderr", TaskCreationOptions.None);
            }
        }
    }

    private byte[][] _diagnosticFiles = [];

    public override string[] CommandLine => ProcessOrigin.CommandLine;

    public override string? FirstFolder => ProcessOrigin.Folder;

    public override ChannelPlatform Channels => _channels ??= new LinuxChannels(() => Watcher);

    public override SemaphorePlatform Semaphores => _semaphores ??= new LinuxSemaphores();

    public override bool IgnoresInterrupt
    {
        get
        {
            // The handler is the first word of struct sigaction; the rest, which fits in this buffer, is ignored.
            var action = stackalloc nint[64];
            return LibC.SignalAction(InterruptSignal, null, action) == 0 && action[0] == LibC.SignalIgnore;
        }
    }

    public override void ServeForeignProgram() => BlockedSignals.IsNeeded = true;

    public override IReadOnlyDictionary<string, string> RuntimeProperties() =>
        ProcessOrigin.FindLoaded(HostFxr.File) is { } host ? HostFxr.RuntimeProperties(host) : new Dictionary<string, string>();

    public override string? PythonLibrary => MappedPython.Library();

    public override Version? PythonIn(int processId) => MappedPython.In(processId);

    public override ulong LibrariesLoaded => LibC.LibrariesLoaded;

    public override int? ThreadCount
    {
        get
        {
            try
            {
                return SystemFiles.Field("/proc/self/status"u8, "Threads:");
            }
            catch (PlatformException)
            {
                return null; // no descriptors are left
            }
        }
    }

    public override void PrepareEnd() => _diagnosticFiles = DiagnosticFiles.Of(
        DiagnosticFiles.FolderOf(LinuxEnvironment.Inherited()), LibC.GetPid());

    public override unsafe void End(int code)
    {
        _ = LibC.FlushStreams(null);
        foreach (var path in _diagnosticFiles)
        {
            fixed (byte* start = path)
            {
                _ = LibC.Unlink(start);
            }
        }

        LibC.ExitNow(code);
    }

    public override nint FindSymbol(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            return LibC.FindSymbol(library: 0, start); // RTLD_DEFAULT
        }
    }

    public override ChildHandle Launch(LaunchPlan plan) => LinuxLauncher.Launch(plan);

    public override StandbyWorker Prestart(LaunchPlan plan) => LinuxStandbyWorker.Start(plan);

    public override void Become(LaunchPlan plan) => Execution.Become(plan);

    public override ServedChannel Serve(int number, int caller) => new LinuxServedChannel(number, caller);

    public override void ChangeFolder(ReadOnlySpan<byte> path)
    {
        using var text = new NativeStrings([path.ToArray()]);
        if (LibC.ChangeDirectory(text.Pointer[0]) != 0)
        {
            throw SystemErrors.Last("chdir", SystemText.Decode(path));
        }
    }

    public override FileBuild? BuildAt(ReadOnlySpan<byte> path)
    {
        fixed (byte* text = path)
        {
            LibC.FileStatus status;
            return LibC.Status(LibC.CurrentFolder, text, 0, LibC.StatusOfBuild, &status) == 0
                ? new FileBuild(status.Inode, status.Size, status.ModifiedSeconds, status.ModifiedNanoseconds)
                : null;
        }
    }

    public override void EndNow() => _ = LibC.Kill(LibC.GetPid(), SignalKill);

    public override Surroundings Surroundings() => LinuxSurroundings.Now();

    public override WakeUp CreateWakeUp() => new LinuxWakeUp();

    public override void StartThread(string name, Action body)
    {
        try
        {
            using var blocked = new BlockedSignals();
            new Thread(() => body()) { IsBackground = true, Name = name }.Start();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            throw SystemErrors.OfThread();
        }
    }

    public override Inheritance? FindInheritance(ReadOnlySpan<string> names) => LinuxInheritance.Find(names);

    public override StandbyPost? FindStandbyPost(ReadOnlySpan<string> names) => LinuxStandbyPost.Find(names);

    public override ResultFile CreateResultFile() => LinuxResultFile.Create();

    public override WatchedHandle CreateMemoryFile(ReadOnlySpan<ReadOnlyMemory<byte>> parts) => LinuxMemoryFile.Create(parts);

    public override WatchedHandle Borrow(int number) => new(new SafeDescriptor(number, owns: false));

    public override WatchedHandle Adopt(int number) => new(new SafeDescriptor(number));

    public override WatchedHandle Duplicate(WatchedHandle handle)
    {
        using var held = new HeldDescriptor(handle.Descriptor);
        return new WatchedHandle(Descriptors.Duplicate(held.Number));
    }

    public override int Wait(ReadOnlySpan<WatchedHandle> handles, Span<bool> ready, TimeSpan? timeout) =>
        ReadinessPoll.Wait(handles, ready, timeout);

    public override void FillRandom(Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            if (LibC.GetRandom(start, bytes.Length, 0) != bytes.Length)
            {
                throw SystemErrors.Last("getrandom");
            }
        }
    }

    public override EnvironmentBlock EnvironmentWith(IReadOnlyDictionary<string, string?> overrides) =>
        LinuxEnvironment.Of(overrides);

    public override EnvironmentBlock HostEnvironment() => LinuxEnvironment.Inherited();

    public override void WriteToStandardError(string text) => WriteToStandardError(Encoding.UTF8.GetBytes(text).AsSpan());

    public override void WriteToStandardError(ReadOnlySpan<byte> bytes)
    {
        const int standardError = 2;
        var left = bytes;
        while (!left.IsEmpty)
        {
            fixed (byte* start = left)
            {
                var written = LibC.Write(standardError, start, left.Length);
                if (written > 0)
                {
                    left = left[(int)written..];
                }
                else if (SystemErrors.Code != LibC.Interrupted)
                {
                    return; // nobody is left to tell
                }
            }
        }
    }
}
