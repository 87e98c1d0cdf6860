using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Members;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Children;

/// <summary>Disposal never throws and never waits.</summary>
internal sealed class DisposalTests : ProcessFixture
{
    private static IEnumerable<string> States =>
        MemberCell.Recorded.Select(cell => cell.State).Distinct().Except(MembersInChild.States);

    [TestCaseSource(nameof(States))]
    public void Dispose_InAnyState_DoesNotThrow(string state) =>
        new MemberStates(Folder).With(state, process =>
        {
            Assert.That(process.Dispose, Throws.Nothing);
            Assert.That(process.Dispose, Throws.Nothing);
            return "";
        });

    [TestCaseSource(nameof(States))]
    public void DisposeAsync_InAnyState_DoesNotThrow(string state) =>
        new MemberStates(Folder).With(state, process =>
        {
            Assert.That(process.DisposeAsync().AsTask().IsCompletedSuccessfully, Is.True);
            return "";
        });

    [Test]
    public void Dispose_OfRunningProcess_LeavesItUsable()
    {
        using var child = BlockedChild.Start(Folder);
        child.Process.Dispose();
        Assert.That(child.Process.IsAlive(), Is.True);
        Assert.That(Process.ActiveChildren(), Is.EqualTo(new[] { child.Process }));
    }

    [Test]
    public void Dispose_OfEndedProcess_ReapsAndCloses()
    {
        var process = new Process();
        process.Start();
        Process.WaitAny([process.Sentinel]);
        process.Dispose();
        Assert.That(ProcessTable.Zombies(), Is.Empty);
        Assert.That(() => process.Pid, Throws.TypeOf<ProcessClosedException>());
    }

    [Test]
    public async Task Using_AroundWholeLife_LeavesNothing()
    {
        await using var process = new Process();
        process.Start();
        await process.JoinAsync();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Dispose_OfSubclass_CallsItsOwn()
    {
        var worker = new Disposable();
        worker.Dispose();
        Assert.That(worker.Disposed, Is.True);
    }

    private sealed class Disposable : Process
    {
        public bool Disposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            Disposed = disposing;
            base.Dispose(disposing);
        }
    }
}
