using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Queues;

/// <summary>A semaphore shared by C# and Python processes through its name, which its creator removes.</summary>
/// <remarks>CPython: <c>SemLock</c> in <c>Lib/multiprocessing/synchronize.py</c>.</remarks>
internal sealed class SharedSemaphore : IDisposable
{
    /// <summary>CPython's <c>SEM_VALUE_MAX</c>.</summary>
    public const int Unbounded = int.MaxValue;

    private const int Attempts = 100;
    private const int RandomLength = 8;

    // The names that this process has created and not yet removed.
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Made = [];
    private static bool _cleansUp;

    private readonly NamedSemaphore _semaphore;

    private SharedSemaphore(NamedSemaphore semaphore, string name, int maxValue)
    {
        _semaphore = semaphore;
        Name = name;
        MaxValue = maxValue;
    }

    ~SharedSemaphore() => Unlink();

    public string Name { get; }

    public int MaxValue { get; }

    public int Value => _semaphore.Value;

    /// <exception cref="PlatformException">The system refused.</exception>
    public static SharedSemaphore Create(int value, int maxValue)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = RandomName();
            if (ProcessPlatform.Current.Semaphores.Create(name, value) is { } semaphore)
            {
                Note(name);
                return new SharedSemaphore(semaphore, name, maxValue);
            }
        }

        throw new UnreachableException(); // so many random names are not taken
    }

    /// <summary>Creates one that starts at zero.</summary>
    /// <exception cref="PlatformException">The system refused.</exception>
    public static SharedSemaphore CreateZero() => Create(0, Unbounded);

    /// <exception cref="PlatformException">There is no such semaphore; its maker may have ended.</exception>
    public static SharedSemaphore Open(string name, int maxValue) =>
        new(ProcessPlatform.Current.Semaphores.Open(name), name, maxValue);

    public bool Acquire(TimeSpan? timeout = null) => _semaphore.Acquire(timeout);

    /// <exception cref="InvalidOperationException">It is already at its maximum value.</exception>
    public void Release()
    {
        if (_semaphore.Value >= MaxValue)
        {
            throw new InvalidOperationException("semaphore or lock released too many times");
        }

        _semaphore.Release();
    }

    /// <summary>Closes it in this process, and removes its name if this process created it.</summary>
    public void Dispose()
    {
        _semaphore.Close();
        Unlink();
        GC.SuppressFinalize(this);
    }

    private static string RandomName()
    {
        Span<byte> random = stackalloc byte[RandomLength];
        ProcessPlatform.Current.FillRandom(random);
        return "/mp-" + Convert.ToHexStringLower(random); // the same prefix as CPython's
    }

    private static void Note(string name)
    {
        lock (Gate)
        {
            Made.Add(name);
            if (!_cleansUp)
            {
                _cleansUp = true;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => UnlinkAll();
            }
        }
    }

    private void Unlink()
    {
        lock (Gate)
        {
            if (!Made.Remove(Name))
            {
                return;
            }
        }

        ProcessPlatform.Current.Semaphores.Unlink(Name);
    }

    private static void UnlinkAll()
    {
        lock (Gate)
        {
            foreach (var name in Made)
            {
                ProcessPlatform.Current.Semaphores.Unlink(name);
            }

            Made.Clear();
        }
    }
}
