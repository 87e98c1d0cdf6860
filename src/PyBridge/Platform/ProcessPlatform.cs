using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using PyBridge.Platform.Linux;

namespace PyBridge.Platform;

/// <summary>What PyBridge needs from an operating system. The only place that asks which one it is.</summary>
internal abstract class ProcessPlatform
{
    /// <summary>The platform of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no implementation for this system yet.</exception>
    public static ProcessPlatform Current { get; } = Select();

    /// <summary>The id of this process, queried each time: a cached one would be wrong after a fork.</summary>
    public abstract int CurrentProcessId { get; }

    /// <summary>
    /// The command line of this process, the program first: with the options of a host, which .NET tells no program.
    /// </summary>
    public abstract string[] CommandLine { get; }

    /// <summary>The folder in which this process was started, as far as its first environment tells.</summary>
    public abstract string? FirstFolder { get; }

    /// <summary>
    /// What a host has told the runtime of this process, settings of the application included; empty if no host that can
    /// be asked has started it.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> RuntimeProperties();

    /// <summary>The library of the CPython in this process, if it is one of its own; the full path.</summary>
    public abstract string? PythonLibrary { get; }

    /// <summary>Whether there is a CPython in a process, as its program or embedded, and of which version.</summary>
    /// <param name="processId">Any process; one that has ended or is somebody else's has none that we know of.</param>
    public abstract Version? PythonIn(int processId);

    /// <summary>How many libraries were loaded since the program began; it grows with each.</summary>
    public abstract ulong LibrariesLoaded { get; }

    /// <summary>
    /// How many threads this process has, those of the runtime included; <see langword="null"/> if that cannot be seen now.
    /// </summary>
    public abstract int? ThreadCount { get; }

    /// <summary>Finds out what <see cref="End"/> needs to know.</summary>
    public abstract void PrepareEnd();

    /// <summary>Ends this process at once: all that is still done is what leaves traces outside.</summary>
    /// <param name="code">The exit code.</param>
    public abstract void End(int code);

    /// <summary>Finds a function or variable that a library of this process exports to all others.</summary>
    /// <param name="name">Its name, with a zero at the end.</param>
    /// <returns>The address, or 0.</returns>
    public abstract nint FindSymbol(ReadOnlySpan<byte> name);

    /// <summary>Starts a process and hands over its start message.</summary>
    /// <exception cref="PlatformException">The system refused; nothing was started or left open.</exception>
    public abstract ChildHandle Launch(LaunchPlan plan);

    /// <summary>Starts a process that waits to take over a start.</summary>
    /// <param name="plan">Its program, which finds a socket to this process before the names of what it is handed.</param>
    /// <exception cref="PlatformException">The system refused; nothing was started or left open.</exception>
    public abstract StandbyWorker Prestart(LaunchPlan plan);

    /// <summary>Lets this process go on as another program, with its process id. It returns only if it cannot.</summary>
    /// <param name="plan">The program. It keeps what is open here and is to be inherited; nothing else of the plan counts.</param>
    /// <exception cref="PlatformException">The system refused; this process is as it was.</exception>
    public abstract void Become(LaunchPlan plan);

    /// <summary>The worker's end of the socket to the process whose calls it serves.</summary>
    /// <param name="number">The system's number of it, whose ownership the caller gives up.</param>
    /// <param name="caller">The process id of the parent.</param>
    /// <exception cref="PlatformException">There is no such socket.</exception>
    public abstract ServedChannel Serve(int number, int caller);

    /// <summary>Changes the current directory.</summary>
    /// <param name="path">As the system knows it, without a zero.</param>
    /// <exception cref="PlatformException">It cannot be entered.</exception>
    public abstract void ChangeFolder(ReadOnlySpan<byte> path);

    /// <summary>Which build of a file is at a path now.</summary>
    /// <param name="path">As the system knows it, with a zero at the end.</param>
    /// <returns><see langword="null"/> if there is no file that can be seen.</returns>
    public abstract FileBuild? BuildAt(ReadOnlySpan<byte> path);

    /// <summary>Ends this process at once, without a last word of anybody's.</summary>
    public abstract void EndNow();

    /// <summary>What a child started now by this thread would inherit, besides what a plan says.</summary>
    /// <exception cref="PlatformException">The system does not tell.</exception>
    public abstract Surroundings Surroundings();

    /// <summary>A handle of our own that becomes ready on request, to end another thread's wait.</summary>
    /// <exception cref="PlatformException">There is no descriptor left.</exception>
    public abstract WakeUp CreateWakeUp();

    /// <summary>Starts a background thread, which takes no signals of a program that is not a .NET program.</summary>
    /// <exception cref="PlatformException">There is no thread left.</exception>
    public abstract void StartThread(string name, Action body);

    /// <summary>
    /// The child's side of <see cref="Launch"/>: finds what the platform put at the end of the arguments.
    /// </summary>
    /// <param name="names">Those names.</param>
    /// <returns><see langword="null"/> if they are not such names; what they refer to is not checked yet.</returns>
    public abstract Inheritance? FindInheritance(ReadOnlySpan<string> names);

    /// <summary>The worker's side of <see cref="Prestart"/>: finds what the platform put at the end of the arguments.</summary>
    /// <param name="names">Those names.</param>
    /// <returns><see langword="null"/> if they are not such names.</returns>
    public abstract StandbyPost? FindStandbyPost(ReadOnlySpan<string> names);

    /// <summary>An empty in-memory file for a child's result.</summary>
    /// <exception cref="PlatformException">There is no descriptor or no memory left for it.</exception>
    public abstract ResultFile CreateResultFile();

    /// <summary>An in-memory file with some content, which nobody can write to any more; who gets it may cut it off.</summary>
    /// <param name="parts">The content, in consecutive parts.</param>
    /// <exception cref="PlatformException">There is no descriptor or no memory left for it.</exception>
    public abstract WatchedHandle CreateMemoryFile(ReadOnlySpan<ReadOnlyMemory<byte>> parts);

    /// <summary>Maps a sealed in-memory file that this process was given, by the system's number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="length">How many bytes of it, at least 1.</param>
    /// <param name="owns">Whether the number is ours: it is closed when the memory is given back.</param>
    /// <exception cref="PlatformException">There is no such file, or no room to map it.</exception>
    /// <exception cref="PickleException">It is not sealed, or is shorter.</exception>
    public abstract MappedFile Map(int number, int length, bool owns);

    /// <summary>A handle owned by someone else, given by the system's number; closing it here does nothing.</summary>
    public abstract WatchedHandle Borrow(int number);

    /// <summary>A handle whose ownership the caller gives up, by the system's number.</summary>
    public abstract WatchedHandle Adopt(int number);

    /// <summary>A handle of our own for the same object.</summary>
    /// <exception cref="PlatformException">There is no such handle, or no descriptor left.</exception>
    public abstract WatchedHandle Duplicate(WatchedHandle handle);

    /// <summary>Waits until at least one of the handles is ready to be read.</summary>
    /// <param name="handles">The handles; each is kept open meanwhile.</param>
    /// <param name="ready">Set for each that is ready.</param>
    /// <param name="timeout">The maximum time; <see langword="null"/> waits forever; zero or less only checks.</param>
    /// <returns>How many are ready; 0 if the time ran out.</returns>
    public abstract int Wait(ReadOnlySpan<WatchedHandle> handles, Span<bool> ready, TimeSpan? timeout);

    /// <summary>
    /// Declares that this is not a .NET program. It may block signals, so threads created from now on take none.
    /// </summary>
    public abstract void ServeForeignProgram();

    /// <summary>
    /// The watcher for the stderr of children: continuations run on its own thread, and need no other.
    /// </summary>
    /// <exception cref="PlatformException">There is no thread or descriptor left.</exception>
    public abstract ReadinessWatcher ErrorWatcher { get; }

    /// <summary>A watcher that calls back when handles become ready; one thread for any number of them.</summary>
    public abstract ReadinessWatcher Watcher { get; }

    /// <summary>Streams between processes.</summary>
    public abstract ChannelPlatform Channels { get; }

    /// <summary>Semaphores that processes share.</summary>
    public abstract SemaphorePlatform Semaphores { get; }

    /// <summary>Fills the bytes with cryptographically secure random data.</summary>
    public abstract void FillRandom(Span<byte> bytes);

    /// <summary>
    /// The environment for a child started now: this process's variables, including those .NET keeps to itself.
    /// </summary>
    /// <param name="overrides">Additional variables to set, or to leave out (<see langword="null"/>).</param>
    public abstract EnvironmentBlock EnvironmentWith(IReadOnlyDictionary<string, string?> overrides);

    /// <summary>The C library's current variables: those of a host, whose changes .NET does not see.</summary>
    public abstract EnvironmentBlock HostEnvironment();

    /// <summary>Writes text straight to standard error, bypassing any buffers and encoders of the program.</summary>
    public abstract void WriteToStandardError(string text);

    /// <summary>Writes bytes to this process's standard error; if that fails, nobody is left to tell.</summary>
    public abstract void WriteToStandardError(ReadOnlySpan<byte> bytes);

    /// <summary>Whether this process ignores the signal that a keyboard interrupt sends.</summary>
    public abstract bool IgnoresInterrupt { get; }

#pragma warning disable CA1859 // One system so far; the seam stays abstract.
    private static ProcessPlatform Select()
#pragma warning restore CA1859
    {
        if (OperatingSystem.IsLinux())
        {
            return new LinuxPlatform();
        }

        throw new PlatformNotSupportedException(
            $"PyBridge runs on Linux; there is no implementation for {RuntimeInformation.OSDescription} yet.");
    }
}
