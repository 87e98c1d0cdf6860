using System;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace PyBridge.Tests.Support;

/// <summary>A process that is no child of this one, watched by a descriptor.</summary>
internal sealed unsafe class ForeignProcess : IDisposable
{
    private readonly int _descriptor;

    public ForeignProcess(int pid) => _descriptor = SystemCalls.OpenProcess(pid);

    /// <summary>Returns at once where there is no such process any more.</summary>
    public void WaitForDeath()
    {
        if (_descriptor >= 0)
        {
            var descriptor = new SystemCalls.PollDescriptor { Descriptor = _descriptor, Events = SystemCalls.PollIn };
            int ready;
            do
            {
                ready = SystemCalls.Poll(&descriptor, 1, ProcessFixture.HangMilliseconds);
            }
            while (ready < 0 && Marshal.GetLastPInvokeError() == SystemCalls.Interrupted);

            Assert.That(ready, Is.EqualTo(1));
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = SystemCalls.Close(_descriptor);
        }
    }
}
