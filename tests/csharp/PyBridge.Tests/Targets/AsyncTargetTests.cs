using System;
using System.IO;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>A child lives until the task that its target returns has completed.</summary>
internal sealed class AsyncTargetTests : ProcessFixture
{
    [Test]
    public void Target_ReturningTask_IsAwaited() => AssertAwaited(OfTask);

    [Test]
    public void Target_ReturningTaskOfValue_IsAwaited() => AssertAwaited(OfTaskOfValue);

    [Test]
    public void Target_ReturningValueTask_IsAwaited() => AssertAwaited(OfValueTask);

    [Test]
    public void Target_ReturningValueTaskOfValue_IsAwaited() => AssertAwaited(OfValueTaskOfValue);

    [Test]
    public void Target_AsyncLambdaWithCaptures_IsAwaited()
    {
        var file = PathOf("written");
        Func<Task> target = async () =>
        {
            await Task.Yield();
            await File.WriteAllTextAsync(file, "done");
        };
        Assert.That(Written.By(new Process(target), file), Is.EqualTo("done"));
    }

    [Test]
    public void Target_MulticastOfAsyncMethods_IsAwaitedOneByOne()
    {
        var file = PathOf("written");
        Func<string, Task> append = AppendAsync;
        Assert.That(Written.By(new Process(append + append, args: [file]), file), Is.EqualTo("begin end begin end "));
    }

    [Test]
    public void Target_OverriddenRunOfSubclassOfAsyncWork_IsAwaited()
    {
        var file = PathOf("written");
        Assert.That(Written.By(new AsyncWorker(file), file), Is.EqualTo("done"));
    }

    private void AssertAwaited(Delegate target)
    {
        var file = PathOf("written");
        Assert.That(Written.By(new Process(target, args: [file]), file), Is.EqualTo("done"));
    }

    private static async Task OfTask(string file)
    {
        await Task.Yield();
        await File.WriteAllTextAsync(file, "done");
    }

    private static async Task<int> OfTaskOfValue(string file)
    {
        await OfTask(file);
        return 3;
    }

    private static async ValueTask OfValueTask(string file) => await OfTask(file);

    private static async ValueTask<int> OfValueTaskOfValue(string file)
    {
        await OfTask(file);
        return 3;
    }

    private static async Task AppendAsync(string file)
    {
        await File.AppendAllTextAsync(file, "begin ");
        await Task.Yield();
        await File.AppendAllTextAsync(file, "end ");
    }

    private sealed class AsyncWorker(string file) : Process
    {
        protected internal override void Run() => OfTask(file).GetAwaiter().GetResult();
    }
}
