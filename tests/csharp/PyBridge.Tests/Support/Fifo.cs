using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>
/// A named pipe on which processes wait for each other, a byte a turn. Children name it by its path, so nothing but
/// text has to cross to them.
/// </summary>
/// <remarks>
/// The creator holds both ends, so opening it never blocks; when the creator is gone, who waits goes on.
/// </remarks>
internal sealed unsafe class Fifo : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly int _descriptor;

    public Fifo(string path)
    {
        Path = path;
        Demand(SystemCalls.MakeFifo(path, OwnerOnly));
        _descriptor = Demand(SystemCalls.Open(path, SystemCalls.OpenReadWrite | SystemCalls.OpenCloseOnExec));
    }

    public string Path { get; }

    /// <summary>In any process: blocks until <see cref="Release"/>, or until the creator is gone.</summary>
    public static void WaitAt(string path)
    {
        var descriptor = Demand(SystemCalls.Open(path, SystemCalls.OpenReadOnly | SystemCalls.OpenCloseOnExec));
        TakeByte(descriptor);
        _ = SystemCalls.Close(descriptor);
    }

    /// <summary>In any process: lets <see cref="Await"/> return. Never blocks.</summary>
    public static void Tell(string path)
    {
        var descriptor = Demand(SystemCalls.Open(path, SystemCalls.OpenReadWrite | SystemCalls.OpenCloseOnExec));
        GiveByte(descriptor);
        _ = SystemCalls.Close(descriptor);
    }

    /// <summary>Lets that many processes pass that wait now or later.</summary>
    public void Release(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            GiveByte(_descriptor);
        }
    }

    /// <summary>Waits for a <see cref="Tell"/>. A child that ends without it fails the test.</summary>
    public void Await(Process child)
    {
        var descriptors = stackalloc SystemCalls.PollDescriptor[2];
        descriptors[0] = new SystemCalls.PollDescriptor { Descriptor = _descriptor, Events = SystemCalls.PollIn };
        descriptors[1] = new SystemCalls.PollDescriptor
        {
            Descriptor = child.Sentinel.Descriptor,
            Events = SystemCalls.PollIn,
        };
        while (SystemCalls.Poll(descriptors, 2, -1) < 0)
        {
            Assert.That(Marshal.GetLastPInvokeError(), Is.EqualTo(SystemCalls.Interrupted));
        }

        Assert.That(descriptors[0].Returned, Is.Not.Zero, () => $"{child} ended before it said a word");
        TakeByte(_descriptor);
    }

    public void Dispose() => _ = SystemCalls.Close(_descriptor);

    private static void TakeByte(int descriptor)
    {
        byte turn;
        while (SystemCalls.Read(descriptor, &turn, 1) < 0)
        {
            DemandInterrupted();
        }
    }

    private static void GiveByte(int descriptor)
    {
        byte turn = 0;
        while (SystemCalls.Write(descriptor, &turn, 1) < 0)
        {
            DemandInterrupted();
        }
    }

    private static void DemandInterrupted()
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno != SystemCalls.Interrupted)
        {
            throw new Win32Exception(errno);
        }
    }

    private static int Demand(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
}
