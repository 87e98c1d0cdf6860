using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>A subclass crosses with its fields and is the current process of its child.</summary>
internal sealed class SubclassTests : ProcessFixture
{
    [Test]
    public void Run_Overridden_IsCalledOnTheCurrentProcess()
    {
        var worker = new Worker(PathOf("written"), [1, 2]) { Label = "label", Name = "worker" };
        Assert.That(Written.By(worker, PathOf("written")), Is.EqualTo("Worker True worker 2 label base 0 not built again"));
    }

    [Test]
    public void Fields_ChangedInTheChild_StayAsTheyWereHere()
    {
        var worker = new Worker(PathOf("written"), [1]);
        Written.By(worker, PathOf("written"));
        Assert.That(worker.Numbers, Has.Count.EqualTo(1));
    }

    [Test]
    public void Run_CallingTheBase_RunsTheTarget()
    {
        var file = PathOf("written");
        Assert.That(
            Written.By(new Wrapper(text => File.AppendAllText(file, text), ["target "]) { File = file }, file),
            Is.EqualTo("before target after"));
    }

    [Test]
    public void Run_CallingTheBase_RunsTheNamedMethod()
    {
        var file = PathOf("written");
        var target = CSharpTarget.Method(AcmeWorkers.Library, "Acme.Values.Int");
        Assert.That(
            Written.By(new Named(target, file, 5) { Label = "label" }, file),
            Is.EqualTo("Int32 5 label 2 True Named"));
    }

    [Test]
    public void Run_NotOverridden_RunsTheNamedMethodInTheSubclass()
    {
        var file = PathOf("written");
        var target = CSharpTarget.Method(AcmeWorkers.Library, "Acme.Workers.Describe");
        Assert.That(Written.By(new PlainNamed(target, file), file), Does.Contain("|<PlainNamed name='PlainNamed-"));
    }

    [Test]
    public void Run_NotOverridden_RunsTheTargetInTheSubclass()
    {
        var file = PathOf("written");
        var process = new Plain<int>(() => File.WriteAllText(file, Process.Current.GetType().ToString()));
        Assert.That(Written.By(process, file), Does.EndWith("Plain`1[System.Int32]"));
    }

    [Test]
    public void Field_ReferringToTheProcess_RefersToTheCurrentOne()
    {
        var file = PathOf("written");
        Assert.That(Written.By(new SelfReferring(file), file), Is.EqualTo("True True"));
    }

    [Test]
    public void Target_OnTheProcessItself_RunsOnTheCurrentOne()
    {
        var file = PathOf("written");
        Assert.That(Written.By(new Talker(file), file), Is.EqualTo("True"));
    }

    [Test]
    public void Field_OfBaseClassOfSubclass_Crosses()
    {
        var file = PathOf("written");
        Assert.That(Written.By(new Derived(file), file), Is.EqualTo("base derived"));
    }

    private sealed class Worker : Process
    {
        [NonSerialized]
        private readonly int _notCrossing = 7;
        private readonly string _file;
        private readonly string _built;

        public Worker(string file, List<int> numbers)
        {
            _file = file;
            Numbers = numbers;
            _built = Parent is null ? "not built again" : "built again";
        }

        public List<int> Numbers { get; }

        public string? Label { get; init; }

        private string Secret { get; } = "base";

        protected internal override void Run()
        {
            Numbers.Add(3);
            File.WriteAllText(
                _file,
                $"{Current.GetType().Name} {ReferenceEquals(this, Current)} {Name} {Numbers.Count - 1} {Label} {Secret} "
                + $"{_notCrossing} {_built}");
        }
    }

    private sealed class Wrapper(Action<string> target, object?[] arguments) : Process(target, args: arguments)
    {
        public required string File { get; init; }

        protected internal override void Run()
        {
            System.IO.File.AppendAllText(File, "before ");
            base.Run();
            System.IO.File.AppendAllText(File, "after");
        }
    }

    /// <summary>Has fields of its own, and a target that this program has not loaded.</summary>
    private sealed class Named(Target target, string file, int number) : Process(target, args: [file, number])
    {
        private readonly string _file = file;
        private readonly List<int> _numbers = [1, number];

        public required string Label { get; init; }

        protected internal override void Run()
        {
            base.Run();
            File.AppendAllText(
                _file, $" {Label} {_numbers.Count} {ReferenceEquals(this, Current)} {Current.GetType().Name}");
        }
    }

    private sealed class PlainNamed(Target target, string file) : Process(target, args: [file])
    {
        public DateTime Made { get; } = DateTime.UtcNow;
    }

    private sealed class Plain<T>(Action target) : Process(target);

    private sealed class SelfReferring : Process
    {
        private readonly string _file;
        private readonly Process _self;
        private readonly List<object> _deep;

        public SelfReferring(string file)
        {
            _file = file;
            _self = this;
            _deep = [this];
        }

        protected internal override void Run() =>
            File.WriteAllText(_file, $"{ReferenceEquals(this, _self)} {ReferenceEquals(Current, _deep[0])}");
    }

    /// <summary>Gives its own method to its base as the target.</summary>
    private sealed class Talker(string file) : Process
    {
        private Action Talk => () => File.WriteAllText(file, $"{ReferenceEquals(this, Current)}");

        protected internal override void Run() => Talk();
    }

    private abstract class Base : Process
    {
        private readonly string _text = "base";

        protected string Text => _text;
    }

    private sealed class Derived(string file) : Base
    {
        private readonly string _text = "derived";

        protected internal override void Run() => File.WriteAllText(file, $"{Text} {_text}");
    }
}
