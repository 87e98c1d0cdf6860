using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Waiting;

/// <summary>Waiting without a thread.</summary>
internal sealed class JoinAsyncTests : ProcessFixture
{
    [Test]
    public async Task JoinAsync_OfRunningChild_CompletesAtItsEnd()
    {
        using var child = BlockedChild.Start(Folder, exitCode: 3);
        var joined = child.Process.JoinAsync();
        Assert.That(joined.IsCompleted, Is.False);
        child.Release();
        await joined;
        Assert.That(child.Process.ExitCode, Is.EqualTo(3));
        Assert.That(Process.ActiveChildren(), Is.Empty);
    }

    [Test]
    public async Task JoinAsync_OfEndedChild_IsCompleted()
    {
        using var process = new Process();
        process.Start();
        process.Join();
        await process.JoinAsync();
        await process.JoinAsync();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void JoinAsync_Cancelled_LeavesTheChildRunning()
    {
        using var child = BlockedChild.Start(Folder);
        using var cancellation = new CancellationTokenSource();
        var joined = child.Process.JoinAsync(cancellation.Token);
        cancellation.Cancel();
        Assert.That(() => joined.GetAwaiter().GetResult(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(child.Process.IsAlive(), Is.True);
    }

    [Test]
    public void JoinAsync_AlreadyCancelled_IsCancelled()
    {
        using var child = BlockedChild.Start(Folder);
        var joined = child.Process.JoinAsync(new CancellationToken(canceled: true));
        Assert.That(joined.IsCanceled, Is.True);
    }

    [Test]
    public async Task JoinAsync_OfOneChildByMany_CompletesAll()
    {
        using var child = BlockedChild.Start(Folder);
        using var cancellation = new CancellationTokenSource();
        var cancelled = child.Process.JoinAsync(cancellation.Token);
        var all = Enumerable.Range(0, 10).Select(_ => child.Process.JoinAsync()).ToArray();
        await cancellation.CancelAsync();
        Assert.That(cancelled.IsCanceled, Is.True);
        child.Release();
        await Task.WhenAll(all);
        Assert.That(child.Process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task JoinAsync_AfterCancellation_StillCompletes()
    {
        using var child = BlockedChild.Start(Folder);
        for (var i = 0; i < 3; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var joined = child.Process.JoinAsync(cancellation.Token);
            await cancellation.CancelAsync();
            Assert.That(joined.IsCanceled, Is.True);
        }

        child.Release();
        await child.Process.JoinAsync();
        Assert.That(child.Process.ExitCode, Is.Zero);
    }

    [Test]
    public async Task JoinAsync_OfTwoHundredChildren_TakesNoThreadEach()
    {
        const int count = 200;
        using var end = new Fifo(PathOf("end"));
        using var script = StandIn.Script(PathOf("waiter.sh"), $"cat <&3 > /dev/null; exec head -c 1 '{end.Path}' > /dev/null");
        var processes = Enumerable.Range(0, count).Select(_ => new Process()).ToArray();
        Array.ForEach(processes, process => process.Start());
        var threads = Threads();
        var joined = Task.WhenAll(processes.Select(process => process.JoinAsync()));
        Assert.That(Threads() - threads, Is.LessThan(10));
        end.Release(count);
        await joined;
        Assert.That(processes.Select(process => process.ExitCode), Has.All.EqualTo(0));
        Array.ForEach(processes, process => process.Close());
    }

    [Test]
    public async Task JoinAsync_Continuation_MayBlockAndWaitForAnother()
    {
        using var first = BlockedChild.Start(Folder);
        using var second = BlockedChild.Start(Folder);
        first.Release();
        await first.Process.JoinAsync().ConfigureAwait(false);

        // On the watching thread this would wait for itself.
        second.Release();
        second.Process.JoinAsync().GetAwaiter().GetResult();
        Assert.That(second.Process.ExitCode, Is.Zero);
    }

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;
}
