using System.IO;
using NUnit.Framework;
using PyBridge.Handing;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Tests.Queues;

/// <summary>Recipes of connections and queues in a start message that no honest parent writes.</summary>
[TestFixture]
public sealed class HostileRecipeTests
{
    [Test]
    public void TryBuild_OfAConnectionWithoutItsNumber_SaysSo() => Assert.That(
        Refusal(new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal("multiprocessing.connection", "rebuild_connection"),
            new PickleTuple("0", true, true))),
        Is.EqualTo("a connection in the start message is not one that CPython or PyBridge writes"));

    [TestCase("SimpleQueue")]
    [TestCase("Queue")]
    [TestCase("JoinableQueue")]
    public void TryBuild_OfAQueueWithoutItsParts_SaysSo(string type) => Assert.That(
        Refusal(With("multiprocessing.queues", type, new PickleTuple(1L))),
        Is.EqualTo("a queue in the start message is not one that CPython or PyBridge writes"));

    [Test]
    public void TryBuild_OfAQueueOfTheForkContext_SaysWhatToDo() => Assert.That(
        Refusal(With(
            "multiprocessing.queues",
            "SimpleQueue",
            new PickleTuple(Connection(), Connection(), Semaphore(), Semaphore()))),
        Is.EqualTo("a semaphore in the start message has no name, for it is one of the fork context; "
            + "make the queue by pybridge.get_context() or multiprocessing.get_context('spawn')"));

    [Test]
    public void Open_OfASemaphoreThatIsNoMore_SaysWhatHasBecomeOfIt()
    {
        var exception = Assert.Throws<PlatformException>(() => ProcessPlatform.Current.Semaphores.Open("/pybridge-no-more"))!;
        Assert.That(exception.Message, Does.StartWith("[Errno 2] ").And.EndWith(
            "The queue or lock is no more: the process that made it has dropped it, or has ended. "
            + "Keep it in a variable until the child has begun."));
    }

    private static string Refusal(PickleInstance recipe) =>
        Assert.Throws<PickleException>(() => new InheritedObjectBuilder().TryBuild(recipe))!.Message;

    private static PickleInstance Semaphore() => With("multiprocessing.synchronize", "Lock", new PickleTuple(1L, 1L, 1L, null));

    /// <summary>A connection over a descriptor that its receiver owns.</summary>
    private static PickleInstance Connection()
    {
        var file = File.OpenHandle("/dev/null");
        var number = (long)file.DangerousGetHandle();
        file.SetHandleAsInvalid();
        var attributes = new PickleDictionary { { "fd", number } };
        return new PickleInstance(
            PickleInstanceKind.Call,
            new PickleGlobal("multiprocessing.connection", "rebuild_connection"),
            new PickleTuple(With("multiprocessing.popen_spawn_posix", "_DupFd", attributes), true, true));
    }

    private static PickleInstance With(string module, string name, object state)
    {
        var content = new PickleInstanceState();
        content.SetState(state);
        return new PickleInstance(PickleInstanceKind.New, new PickleGlobal(module, name), PickleTuple.Empty) { Content = content };
    }
}
