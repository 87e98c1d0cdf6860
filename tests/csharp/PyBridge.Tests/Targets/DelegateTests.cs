using System;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>Every kind of delegate runs in the child, with what it is bound to.</summary>
internal sealed class DelegateTests : ProcessFixture
{
    private string File => PathOf("written");

    private interface IGreeter
    {
        void Greet(string file);
    }

    [Test]
    public void Target_StaticMethod_Runs() => Assert.That(Ran(StaticMethod, File), Is.EqualTo("static method"));

    [Test]
    public void Target_LocalFunction_Runs()
    {
        static void Local(string file) => Write(file, "local function");
        Assert.That(Ran(Local, File), Is.EqualTo("local function"));
    }

    [Test]
    public void Target_CapturingLocalFunction_Runs()
    {
        var (file, captured) = (File, "captured");
        void Local() => Write(file, $"local function {captured}");
        Assert.That(Ran(Local), Is.EqualTo("local function captured"));
    }

    [Test]
    public void Target_LambdaWithoutCaptures_Runs() =>
        Assert.That(Ran(static (string file) => Write(file, "lambda"), File), Is.EqualTo("lambda"));

    [Test]
    public void Target_LambdaWithCaptures_RunsOnCopies()
    {
        var file = File;
        var point = new Point(1, 2);
        var count = 5;
        Assert.That(
            Ran(() =>
            {
                count++;
                Write(file, $"{point} {count}");
            }),
            Is.EqualTo("Point { X = 1, Y = 2 } 6"));
        Assert.That(count, Is.EqualTo(5));
    }

    [Test]
    public void Target_NestedLambda_RunsWithBothClosures()
    {
        var file = File;
        var text = "";
        foreach (var word in new[] { "outer" })
        {
            var inner = "inner";
            Action nested = () => Write(file, $"{word} {inner}");
            text = Ran(() => nested());
        }

        Assert.That(text, Is.EqualTo("outer inner"));
    }

    [Test]
    public void Target_InstanceMethod_RunsOnCopyOfInstance()
    {
        var counter = new Counter { Count = 41 };
        Assert.That(Ran(counter.IncrementAndWrite, File), Is.EqualTo("42"));
        Assert.That(counter.Count, Is.EqualTo(41));
    }

    [Test]
    public void Target_StructInstanceMethod_Runs() =>
        Assert.That(Ran(new Point(3, 4).WriteTo, File), Is.EqualTo("Point { X = 3, Y = 4 }"));

    [Test]
    public void Target_OverriddenMethod_RunsTheOverride()
    {
        Greeter greeter = new PoliteGreeter();
        Assert.That(Ran(greeter.Greet, File), Is.EqualTo("polite"));
    }

    [Test]
    public void Target_InterfaceMethod_RunsTheImplementation()
    {
        IGreeter greeter = new PoliteGreeter();
        Assert.That(Ran(greeter.Greet, File), Is.EqualTo("explicit"));
    }

    [Test]
    public void Target_ExtensionMethod_RunsWithItsFirstArgumentBound() =>
        Assert.That(Ran("bound".WriteExtended, File), Is.EqualTo("extended bound"));

    [Test]
    public void Target_OpenInstanceDelegate_TakesInstanceFirst()
    {
        var open = (Action<Counter, string>)Delegate.CreateDelegate(
            typeof(Action<Counter, string>), null, typeof(Counter).GetMethod(nameof(Counter.IncrementAndWrite))!);
        Assert.That(Ran(open, new Counter { Count = 1 }, File), Is.EqualTo("2"));
    }

    [Test]
    public void Target_Multicast_RunsAllInOrderWithTheSameArguments()
    {
        Action<string> first = static file => Append(file, "first ");
        Assert.That(Ran(first + (static file => Append(file, "second ")) + first, File), Is.EqualTo("first second first "));
    }

    [Test]
    public void Target_GenericMethod_Runs() => Assert.That(Ran(Generic<int, Point?>, File), Is.EqualTo("Int32 Nullable`1"));

    [Test]
    public void Target_MethodOfGenericClass_Runs() =>
        Assert.That(Ran(Box<string>.WriteType, File), Is.EqualTo("String"));

    [Test]
    public void Target_Overload_IsTheOneChosen()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ran((Action<string, int>)Overloaded, File, 1), Is.EqualTo("int 1"));
            Assert.That(Ran((Action<string, string>)Overloaded, File, "1"), Is.EqualTo("string 1"));
            Assert.That(Ran((Action<string, int[]>)Overloaded, File, new[] { 1 }), Is.EqualTo("array 1"));
        }
    }

    [Test]
    public void Target_WithResult_RunsAndDropsIt()
    {
        static int Returning(string file)
        {
            Write(file, "returned");
            return 42;
        }

        Assert.That(Ran(Returning, File), Is.EqualTo("returned"));
    }

    [Test]
    public void Target_OfDelegateTypeOfItsOwn_Runs() =>
        Assert.That(Ran((Writer)StaticMethod, File), Is.EqualTo("static method"));

    [Test]
    public void Target_DelegateAsArgument_CanBeCalledInTheChild()
    {
        var prefix = "called with";
        Func<int, string> callback = number => $"{prefix} {number}";
        Assert.That(Ran(CallBack, File, callback), Is.EqualTo("called with 7"));
    }

    [Test]
    public void Target_SeesTypesOfItsOwnAssemblyByName()
    {
        static void Look(string file) => Write(file, $"{Type.GetType("PyBridge.Tests.Targets.DelegateTests") is not null}");
        Assert.That(Ran(Look, File), Is.EqualTo("True"));
    }

    [Test]
    public void Run_InTheParent_CallsTheTargetThere()
    {
        var called = 0;
        using var process = new Process((int by) => called += by, args: [3]);
        process.Run();
        process.Run();
        Assert.That(called, Is.EqualTo(6));
    }

    private string Ran(Delegate target, params object?[] arguments) =>
        Written.By(new Process(target, args: arguments), File);

    private static void StaticMethod(string file) => Write(file, "static method");

    private static void Generic<T1, T2>(string file) => Write(file, $"{typeof(T1).Name} {typeof(T2).Name}");

    private static void Overloaded(string file, int value) => Write(file, $"int {value}");

    private static void Overloaded(string file, string value) => Write(file, $"string {value}");

    private static void Overloaded(string file, int[] value) => Write(file, $"array {value.Length}");

    private static void CallBack(string file, Func<int, string> callback) => Write(file, callback(7));

    private static void Write(string file, string text) => System.IO.File.WriteAllText(file, text);

    private static void Append(string file, string text) => System.IO.File.AppendAllText(file, text);

    private delegate void Writer(string file);

    private readonly record struct Point(int X, int Y)
    {
        public void WriteTo(string file) => Write(file, ToString());
    }

    private sealed class Counter
    {
        public int Count { get; set; }

        public void IncrementAndWrite(string file) => Write(file, $"{++Count}");
    }

    private class Greeter
    {
        public virtual void Greet(string file) => Write(file, "plain");
    }

    private sealed class PoliteGreeter : Greeter, IGreeter
    {
        public override void Greet(string file) => Write(file, "polite");

        void IGreeter.Greet(string file) => Write(file, "explicit");
    }

    private static class Box<T>
    {
        public static void WriteType(string file) => Write(file, typeof(T).Name);
    }
}
