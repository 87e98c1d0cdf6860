using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Pickle.Objects;

namespace PyBridge.Tests.Pickle.Objects;

[TestFixture]
public class DelegateTests
{
    [Test]
    public void Send_StaticMethod_CallsIt()
    {
        Func<int, int> target = Twice;

        Assert.That(Crossing.Send(target)(4), Is.EqualTo(8));
        Assert.That(((Func<int, int>)Crossing.SendAsObject(target)!)(4), Is.EqualTo(8));
    }

    [Test]
    public void Send_CapturingLambda_CarriesTheVariables()
    {
        int factor = 3;
        var list = new List<int> { 1, 2 };
        Func<int> target = () => list.Sum() * factor;

        Func<int> copy = Crossing.Send(target);
        list.Add(100);

        Assert.That(copy(), Is.EqualTo(9));
    }

    [Test]
    public void Send_LambdasOverOneVariable_ShareIt()
    {
        int counter = 0;
        Action increment = () => counter++;
        Func<int> read = () => counter;

        (Action incrementCopy, Func<int> readCopy) = Crossing.Send((increment, read));
        incrementCopy();
        incrementCopy();

        Assert.That(readCopy(), Is.EqualTo(2));
        Assert.That(counter, Is.Zero);
    }

    [Test]
    public void Send_LambdaThatRefersToItself_StillDoes()
    {
        Func<int, int> factorial = null!;
        factorial = n => n <= 1 ? 1 : n * factorial(n - 1);

        Assert.That(Crossing.Send(factorial)(5), Is.EqualTo(120));
    }

    [Test]
    public void Send_InstanceMethod_CarriesTheInstance()
    {
        var adder = new Adder { Amount = 10 };

        Assert.That(Crossing.Send<Func<int, int>>(adder.Add)(1), Is.EqualTo(11));
        Assert.That(Crossing.Send<Func<int, string>>(adder.Format)(1), Is.EqualTo("1+10"));
        Assert.That(Crossing.Send<Func<string, string>>(adder.Format)("x"), Is.EqualTo("x"));
    }

    [Test]
    public void Send_VirtualMethod_CallsTheOverride()
    {
        Adder adder = new DoubleAdder { Amount = 1 };

        Assert.That(Crossing.Send<Func<int, int>>(adder.Add)(1), Is.EqualTo(4));
    }

    [Test]
    public void Send_LocalFunctionAndExtension_CallThem()
    {
        int offset = 5;
        int Local(int n) => n + offset;
        Func<int> extension = "abc".Count;

        Assert.That(Crossing.Send<Func<int, int>>(Local)(1), Is.EqualTo(6));
        Assert.That(Crossing.Send(extension)(), Is.EqualTo(3));
    }

    [Test]
    public async Task Send_AsyncLambda_CanBeAwaited()
    {
        int value = 20;
        Func<Task<int>> target = async () =>
        {
            await Task.Yield();
            return value + 1;
        };

        Assert.That(await Crossing.Send(target)(), Is.EqualTo(21));
    }

    [Test]
    public void Send_Multicast_CallsAllInOrder()
    {
        var log = new List<string>();
        Action target = () => log.Add("a");
        target += () => log.Add("b");
        target += () => log.Add("c");

        (Action copy, List<string> logCopy) = Crossing.Send((target, log));
        copy();

        Assert.That(logCopy, Is.EqualTo(new List<string> { "a", "b", "c" }));
    }

    [Test]
    public void Send_GenericMethods_KeepTheirArguments()
    {
        Func<string, string> text = Name<string>;
        Func<int, string> number = Name<int>;

        Assert.That(Crossing.Send(text)("x"), Is.EqualTo("String x"));
        Assert.That(Crossing.Send(number)(1), Is.EqualTo("Int32 1"));
    }

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(Overloads).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(method => method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(int)) : method)
            .Concat(typeof(Generic<int>).GetMethods(BindingFlags.Static | BindingFlags.Public));

    [TestCaseSource(nameof(Methods))]
    public void Resolve_Overload_FindsExactlyIt(MethodInfo method)
    {
        var types = new List<Type>();
        object general = MethodReference.Of(method).ToGeneral(type =>
        {
            types.Add(type);
            return types.Count - 1;
        });

        MethodInfo found = MethodReference.FromGeneral(general, number => types[number]).Resolve();

        Assert.That(found, Is.EqualTo(method));
        Assert.That(Crossing.Send(method), Is.EqualTo(method));
    }

    private static int Twice(int value) => 2 * value;

    private static string Name<T>(T value) => $"{typeof(T).Name} {value}";

    private class Adder
    {
        public int Amount { get; set; }

        public virtual int Add(int value) => value + Amount;

        public string Format(int value) => string.Create(CultureInfo.InvariantCulture, $"{value}+{Amount}");

        public string Format(string value) => value;
    }

    private sealed class DoubleAdder : Adder
    {
        public override int Add(int value) => 2 * base.Add(value);
    }

    private static class Overloads
    {
        public static void M()
        {
        }

        public static void M(int value) => _ = value;

        public static void M(ref int value) => value++;

        public static void M(int[] value) => _ = value;

        public static void M(int[,] value) => _ = value;

        public static void M(List<int> value) => _ = value;

        public static void M(List<string> value) => _ = value;

        public static void M(string value, int other) => _ = (value, other);

        public static void M<T>(T value) => _ = value;

        public static void M<T>(List<T> value) => _ = value;

        public static void M<T>(T[] value) => _ = value;
    }

    private static class Generic<T>
    {
        public static void M(T value) => _ = value;

        public static void M(int value) => _ = value;

        public static void M(List<T> value) => _ = value;

        public static void M(List<int> value) => _ = value;
    }
}
