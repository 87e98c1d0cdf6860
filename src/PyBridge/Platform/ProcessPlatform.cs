using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using PyBridge.Platform.Linux;

namespace PyBridge.Platform;

/// <summary>What PyBridge asks of an operating system. The one place that asks which one it is.</summary>
internal abstract class ProcessPlatform
{
    /// <summary>The platform of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no implementation for this system yet.</exception>
    public static ProcessPlatform Current { get; } = Select();

    /// <summary>The id of this process, asked of the system each time: a cached one lies after a fork.</summary>
    public abstract int CurrentProcessId { get; }

    /// <summary>Starts a process and hands its start message over.</summary>
    /// <exception cref="PlatformException">The system refused; nothing was started and nothing is left open.</exception>
    public abstract ChildHandle Launch(LaunchPlan plan);

    /// <summary>The child's side of <see cref="Launch"/>: finds what the platform has named at the end of the arguments.</summary>
    /// <param name="names">Those names.</param>
    /// <returns><see langword="null"/> where they are none; whether they lead to something is not looked at yet.</returns>
    public abstract Inheritance? FindInheritance(ReadOnlySpan<string> names);

    /// <summary>An empty file in memory that a child is to write its result to.</summary>
    /// <exception cref="PlatformException">There is no descriptor or no memory left for it.</exception>
    public abstract ResultFile CreateResultFile();

    /// <summary>A handle of somebody else, known by the system's number; closing it here does nothing.</summary>
    public abstract WatchedHandle Borrow(int number);

    /// <summary>A handle of our own for what another leads to.</summary>
    /// <exception cref="PlatformException">There is no such handle, or no room for another.</exception>
    public abstract WatchedHandle Duplicate(WatchedHandle handle);

    /// <summary>Waits until at least one of the handles is ready to be read.</summary>
    /// <param name="handles">The handles; each is held open meanwhile.</param>
    /// <param name="ready">Set for each that is ready.</param>
    /// <param name="timeout">How long at most; <see langword="null"/> for ever; zero or less only looks.</param>
    /// <returns>How many are ready; 0 when the time ran out.</returns>
    public abstract int Wait(ReadOnlySpan<WatchedHandle> handles, Span<bool> ready, TimeSpan? timeout);

    /// <summary>
    /// Says that this program is not one of .NET. It may block signals, so no thread that is made from now on takes one.
    /// </summary>
    public abstract void ServeForeignProgram();

    /// <summary>
    /// The watcher for the stderr of children: what awaits it goes on on its thread, and no other one is needed.
    /// </summary>
    /// <exception cref="PlatformException">There is no room for a thread or a descriptor.</exception>
    public abstract ReadinessWatcher ErrorWatcher { get; }

    /// <summary>A watcher that calls back when handles become ready; one thread for any number of them.</summary>
    public abstract ReadinessWatcher Watcher { get; }

    /// <summary>Streams between processes.</summary>
    public abstract ChannelPlatform Channels { get; }

    /// <summary>Semaphores that processes share.</summary>
    public abstract SemaphorePlatform Semaphores { get; }

    /// <summary>Fills the bytes with cryptographic randomness.</summary>
    public abstract void FillRandom(Span<byte> bytes);

    /// <summary>
    /// The environment of a child at this moment: the variables of this process, those that .NET keeps to itself included.
    /// </summary>
    /// <param name="overrides">Variables to be set besides, or to be left out (<see langword="null"/>).</param>
    public abstract EnvironmentBlock EnvironmentWith(IReadOnlyDictionary<string, string?> overrides);

    /// <summary>The variables that the C library has at this moment: a host's own, which .NET does not see change.</summary>
    public abstract EnvironmentBlock HostEnvironment();

    /// <summary>Writes text to standard error at once, past every buffer and encoder a program may have put there.</summary>
    public abstract void WriteToStandardError(string text);

    /// <summary>Writes bytes to the standard error of this process; where that fails, nobody is left to tell.</summary>
    public abstract void WriteToStandardError(ReadOnlySpan<byte> bytes);

    /// <summary>Whether this process ignores the signal that an interrupt from the keyboard sends.</summary>
    public abstract bool IgnoresInterrupt { get; }

#pragma warning disable CA1859 // One system so far: the seam stays abstract.
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
