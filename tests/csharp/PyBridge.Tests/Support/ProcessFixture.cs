using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace PyBridge.Tests.Support;

/// <summary>
/// A fixture whose tests start processes. After each test there must be no child, no zombie and no descriptor that was
/// not there before it.
/// </summary>
/// <remarks>
/// The tests run one at a time, for they share the descriptors that are counted. A test that hangs is ended by the
/// death of its children: whatever waits for one then returns.
/// </remarks>
[NonParallelizable]
[CancelAfter(HangMilliseconds)]
internal abstract class ProcessFixture
{
    /// <summary>No test takes as long; it only ends those that hang.</summary>
    public const int HangMilliseconds = 120_000;

    // Only a test that fails waits as long.
    private static readonly TimeSpan BackgroundLimit = TimeSpan.FromSeconds(10);

    private Dictionary<int, string> _descriptorsBefore = [];
    private CancellationTokenRegistration _hang;

    /// <summary>A folder of the running test, removed after it.</summary>
    protected string Folder { get; private set; } = "";

    [SetUp]
    public void TakeInventory()
    {
        Folder = Directory.CreateTempSubdirectory("pybridge-test-").FullName;
        _descriptorsBefore = ProcessTable.Descriptors();
        _hang = TestContext.CurrentContext.CancellationToken.Register(KillChildren);
    }

    [TearDown]
    public void CompareInventory()
    {
        _hang.Dispose();
        var children = string.Join(", ", Process.ActiveChildren());
        var zombies = ProcessTable.Zombies();
        KillChildren();
        var descriptors = DescriptorsLeft();
        Directory.Delete(Folder, recursive: true);

        if (TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(children, Is.Empty, "children left running");
                Assert.That(zombies, Is.Empty, "children not reaped");
                Assert.That(descriptors, Is.Empty, "descriptors left open");
            }
        }
    }

    /// <summary>A path in <see cref="Folder"/>.</summary>
    protected string PathOf(string name) => Path.Combine(Folder, name);

    private static void KillChildren()
    {
        foreach (var child in Process.ActiveChildren())
        {
            child.Kill();
            child.Join();
        }
    }

    /// <summary>
    /// What ends in the background ends soon, such as the process's own end of a connection that was sent to it; what is
    /// left open stays.
    /// </summary>
    private string[] DescriptorsLeft()
    {
        string[] left = [];
        _ = SpinWait.SpinUntil(() => (left = NewDescriptors()).Length == 0, BackgroundLimit);
        return left;
    }

    /// <summary>Objects that the test has dropped give their descriptors back when they are collected.</summary>
    private string[] NewDescriptors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return
        [
            .. ProcessTable.Descriptors()
                .Where(now => !_descriptorsBefore.TryGetValue(now.Key, out var link) || link != now.Value)
                .Select(now => $"{now.Key} -> {now.Value}"),
        ];
    }
}
