using System;
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

    /// <summary>The child's side of <see cref="Launch"/>: where the start message and the parent are found.</summary>
    /// <exception cref="PlatformException">The descriptors of a launch are not there: nobody launched us.</exception>
    public abstract Inheritance TakeInheritance(int messageDescriptor, int parentDescriptor);

    /// <summary>An empty file in memory that a child is to write its result to.</summary>
    /// <exception cref="PlatformException">There is no descriptor or no memory left for it.</exception>
    public abstract ResultFile CreateResultFile();

    /// <summary>The child's side of <see cref="CreateResultFile"/>.</summary>
    /// <exception cref="PlatformException">The descriptor is no such file.</exception>
    public abstract ResultFile TakeResultFile(int descriptor);

    /// <summary>A handle of our own for a descriptor that belongs to somebody else.</summary>
    /// <exception cref="PlatformException">There is no such descriptor, or no room for another.</exception>
    public abstract WatchedHandle Share(int descriptor);

    /// <summary>Waits until at least one of the descriptors is ready to be read.</summary>
    /// <param name="descriptors">Handles as <see cref="WatchedHandle.Number"/> gives them.</param>
    /// <param name="ready">Set for each that is ready.</param>
    /// <param name="timeout">How long at most; <see langword="null"/> for ever; zero or less only looks.</param>
    /// <returns>How many are ready; 0 when the time ran out.</returns>
    public abstract int Wait(ReadOnlySpan<WatchedHandle> descriptors, Span<bool> ready, TimeSpan? timeout);

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

    /// <summary>The variables this process was started with, as <c>NAME=value</c> in the system's bytes.</summary>
    public abstract byte[][] InheritedEnvironment();

    /// <summary>Writes text to standard error at once, past every buffer and encoder a program may have put there.</summary>
    public abstract void WriteToStandardError(string text);

    /// <summary>Writes bytes to descriptor 2 of this process; where that fails, nobody is left to tell.</summary>
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
