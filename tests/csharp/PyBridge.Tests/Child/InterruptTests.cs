using System;
using System.Runtime.InteropServices;
using System.Threading;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Child;

/// <summary>SIGINT in the child: KeyboardInterrupt, unless the target or the parent has decided otherwise.</summary>
internal sealed class InterruptTests : ProcessFixture
{
    [Test]
    public void Interrupt_OfTargetWithoutHandler_EndsAsKeyboardInterrupt()
    {
        BlockedChild? child = null;
        var output = CapturedOutput.Of(Folder, () => child = BlockedChild.Start(
            Folder, (running, end) => new Process(BlockedChild.Block, "na me", [running, end, 0])));
        using (child)
        {
            child!.Process.Interrupt();
            child.Process.Join();
            Assert.That(child.Process.ExitCode, Is.EqualTo(1));
            Assert.That(output.StandardError, Is.EqualTo("Process na me:\nKeyboardInterrupt\n"));
        }
    }

    [TestCase("cancel", 0)]
    [TestCase("console", 0)]
    [TestCase("exit", 21)]
    public void Interrupt_OfTargetWithHandler_IsTheHandlersDecision(string handler, int exitCode)
    {
        using var handled = new Fifo(PathOf("handled"));
        using var child = BlockedChild.Start(
            Folder, (running, end) => new Process(Handle, args: [running, end, handled.Path, handler]));
        child.Process.Interrupt();
        handled.Await(child.Process);
        if (handler != "exit")
        {
            child.Release(); // a target that returned would race with the handler that exits
        }

        child.Process.Join();
        Assert.That(child.Process.ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public void Interrupt_WhereParentIgnoresIt_IsIgnored() =>
        Assert.That(HostProgram.Run("interrupt-ignored").StandardOutput, Is.EqualTo("7\n"));

    [Test]
    public void Interrupt_RightAfterStart_EndsTheChild()
    {
        for (var i = 0; i < 5; i++)
        {
            using var process = new Process((Action<int>)Thread.Sleep, args: [Timeout.Infinite]);
            CapturedOutput.Of(Folder, () =>
            {
                process.Start();
                process.Interrupt();
            });
            process.Join();
            Assert.That(process.ExitCode, Is.EqualTo(1).Or.EqualTo(-Signals.Interrupt)); // before or in the target
        }
    }

    private static void Handle(string running, string end, string handled, string handler)
    {
        if (handler == "console")
        {
            Console.CancelKeyPress += (_, press) =>
            {
                press.Cancel = true;
                Fifo.Tell(handled);
            };
            BlockedChild.Block(running, end, 0);
            return;
        }

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            Fifo.Tell(handled);
            context.Cancel = true;
            if (handler == "exit")
            {
                Environment.Exit(21);
            }
        });
        BlockedChild.Block(running, end, 0);
    }
}
