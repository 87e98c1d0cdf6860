using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Constructing;

/// <summary>What the constructor takes over, and what it makes up.</summary>
internal sealed class ConstructorTests : ProcessFixture
{
    [Test]
    public void Constructor_WithoutArguments_GivesInitialProcess()
    {
        using var process = new Process();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Name, Does.Match(@"^Process-\d+$"));
            Assert.That(process.Daemon, Is.False);
            Assert.That(process.AuthKey, Is.EqualTo(Process.Current.AuthKey));
            Assert.That(process.AuthKey.Bytes.Length, Is.EqualTo(32));
            Assert.That(Process.ActiveChildren(), Is.Empty);
        }
    }

    [Test]
    public void Name_NullOrEmpty_IsAutomatic([Values(null, "")] string? name) =>
        Assert.That(new Process(name: name).Name, Does.Match(@"^Process-\d+$"));

    [Test]
    public void Name_OfSubclass_BeginsWithItsPlainName()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Plain().Name, Does.Match(@"^Plain-\d+$"));
            Assert.That(new Generic<List<int>>().Name, Does.Match(@"^Generic-\d+$"));
        }
    }

    [Test]
    public void Number_OfEachObject_IsTakenOnce()
    {
        var first = NumberOf(new Process());
        _ = new Process(name: "explicit");
        _ = new Plain { Name = "renamed" };
        Assert.That(NumberOf(new Process()), Is.EqualTo(first + 3));
    }

    [Test]
    public void Number_OfRefusedConstruction_IsTaken()
    {
        var first = NumberOf(new Process());
        Assert.That(() => new Process(args: new Unreadable()), Throws.InvalidOperationException);
        Assert.That(NumberOf(new Process()), Is.EqualTo(first + 2));
    }

    [Test]
    public void Number_TakenByManyThreads_IsNeverTheSame()
    {
        var names = new ConcurrentBag<string>();
        Parallel.For(0, 1000, _ => names.Add(new Process().Name));
        Assert.That(names.Distinct().Count(), Is.EqualTo(1000));
    }

    [Test]
    public void Arguments_ChangedAfterConstruction_CrossAsTheyWere()
    {
        var file = PathOf("seen");
        var positional = new List<object?> { file, "first" };
        var named = new Dictionary<string, object?> { ["second"] = "second" };
        using var process = new Process(Write, args: positional, kwargs: named);
        positional[1] = "changed";
        named["second"] = "changed";

        process.Start();
        process.Join();
        Assert.That(File.ReadAllText(file), Is.EqualTo("first second"));
    }

    [Test]
    public void Daemon_Given_IsTaken([Values] bool daemon) =>
        Assert.That(new Process(daemon: daemon).Daemon, Is.EqualTo(daemon));

    [Test]
    public void Target_Null_IsRefusedWhereItIsATarget() =>
        Assert.That(() => new Process((Target)null!), Throws.ArgumentNullException);

    [Test]
    public void Target_NullDelegate_GivesProcessThatDoesNothing()
    {
        using var process = new Process((Delegate?)null);
        process.Start();
        process.Join();
        Assert.That(process.ExitCode, Is.Zero);
    }

    [Test]
    public void Name_SetWhileRunning_DoesNotReachTheChild()
    {
        using var process = new Process(name: "before");
        process.Name = "at the start";
        process.Start();
        process.Name = "after";
        process.Join();
        Assert.That(process.Name, Is.EqualTo("after"));
    }

    private static void Write(string file, string first, string second) => File.WriteAllText(file, $"{first} {second}");

    private static int NumberOf(Process process) =>
        int.Parse(process.Name.Split('-')[1], CultureInfo.InvariantCulture);

    private sealed class Plain : Process;

    private sealed class Generic<T> : Process;

    private sealed class Unreadable : IReadOnlyList<object?>
    {
        public int Count => 1;

        public object? this[int index] => throw new InvalidOperationException();

        public IEnumerator<object?> GetEnumerator() => throw new InvalidOperationException();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
