using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Results;

/// <summary>Results whose items are made when they are asked for: the child makes them.</summary>
internal sealed class CollectedItemsTests : ProcessFixture
{
    [Test]
    public void Iterator_IsRunByTheChild()
    {
        using var process = Process.CreateWithResult(ProcessIds);
        process.Start();
        Assert.That(process.Result!.Distinct(), Is.EqualTo(new[] { process.Pid }));
    }

    [Test]
    public void Query_IsRunByTheChild()
    {
        using var process = Process.CreateWithResult(Query);
        process.Start();
        Assert.That(process.Result!.Distinct(), Is.EqualTo(new[] { process.Pid }));
    }

    [Test]
    public async Task AsynchronousItems_AreAwaitedByTheChild()
    {
        using var process = Process.CreateWithResult(ProcessIdsAsync);
        process.Start();
        var ids = new List<int>();
        await foreach (int id in process.Result!)
        {
            ids.Add(id);
        }

        Assert.That(ids, Is.EqualTo(new[] { process.Pid, process.Pid }));
    }

    [Test]
    public void Iterator_ThatThrows_IsAFailureOfTheChild()
    {
        using var process = Process.CreateWithResult(Failing);
        process.Start();
        Assert.That(() => process.Result, Throws.Exception.With.Message.Contains("no more"));
    }

    [Test]
    public void Lookup_IsNoQuery()
    {
        using var process = Process.CreateWithResult(Lookup);
        process.Start();
        Assert.That(() => process.Result, Throws.Exception.With.Message.Contains("copy it into a list or an array"));
    }

    private static IEnumerable<int> ProcessIds()
    {
        yield return Environment.ProcessId;
        yield return Environment.ProcessId;
    }

    private static IEnumerable<int> Query() => new[] { 1, 2 }.Select(_ => Environment.ProcessId);

    private static ILookup<int, int> Lookup() => new[] { 1, 2 }.ToLookup(item => item);

    private static async IAsyncEnumerable<int> ProcessIdsAsync()
    {
        yield return Environment.ProcessId;
        await Task.Yield();
        yield return Environment.ProcessId;
    }

    private static IEnumerable<int> Failing()
    {
        yield return 1;
        throw new InvalidOperationException("no more");
    }
}
