using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using NUnit.Framework;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Results;

namespace PyBridge.Tests.Pickle.Objects;

/// <summary>Values that must arrive whole, or not be sent at all.</summary>
[TestFixture]
public sealed class SilentLossTests
{
    private interface IVoice
    {
        string Speak();
    }

    [Test]
    public void Send_ClassWithCallbacks_IsMadeWholeByThem()
    {
        var copy = Crossing.Send(new Indexed("a", "b"));

        Assert.That(copy.IndexOf("b"), Is.EqualTo(1));
        Assert.That(copy.Calls, Is.EqualTo(new[] { "serializing", "serialized", "deserialized", "callback" }));
    }

    [Test]
    public void Send_ClassWithCallbacksInCycle_IsMadeWholeByThem()
    {
        var first = new Indexed("a");
        first.Other = new Indexed("b") { Other = first };

        Indexed copy = Crossing.Send(first);

        Assert.That(copy.Other!.Other, Is.SameAs(copy));
        Assert.That(copy.Other.IndexOf("b"), Is.Zero);
    }

    [Test]
    public void Send_ClassWhoseCallbackThrows_IsRefusedWithThePath()
    {
        Assert.That(
            Crossing.Refusal(new List<object> { new Unwilling() }).Message,
            Is.EqualTo($"cannot pickle args[0][0]: {typeof(Unwilling)} (its OnSerializing method threw: not now)"));
    }

    [Test]
    public void Send_SerializableClass_CrossesAsItSaysItself()
    {
        var copy = Crossing.Send(new Temperature(21.5));

        Assert.That((copy.Celsius, copy.Cache), Is.EqualTo((21.5, "made anew")));
        Assert.That(
            Crossing.Refusal(new HalfSerializable()).Message,
            Does.EndWith("(it is ISerializable, but has no constructor that takes a SerializationInfo)"));
        Assert.That(
            Crossing.Refusal(new Impostor()).Message, Does.EndWith("+Impostor (it serializes itself as another type, System.String)"));
        Assert.That(
            Crossing.Refusal(new Reluctant()).Message, Does.EndWith("+Reluctant (its GetObjectData method threw: not today)"));
    }

    [Test]
    public void Send_ObjectThatStandsForAnother_BecomesIt()
    {
        Assert.That(Crossing.Send(Singleton.Instance), Is.SameAs(Singleton.Instance));
        Assert.That(Crossing.Send(new List<Singleton> { Singleton.Instance })[0], Is.SameAs(Singleton.Instance));
    }

    [Test]
    public void Send_StaticInstance_StaysItself()
    {
        Assert.That(Crossing.Send(Level.High), Is.SameAs(Level.High));
        Assert.That(Crossing.Send(Level.Low), Is.SameAs(Level.Low));
        Assert.That(((List<object>)Crossing.SendAsObject(new List<object> { Level.High })!)[0], Is.SameAs(Level.High));

        Level other = Crossing.Send(new Level("other", 3));
        Assert.That((other.Name, other.Number), Is.EqualTo(("other", 3)));
    }

    [Test]
    public void Send_StaticInstanceThatHasState_IsACopyWithIt()
    {
        Counter.Instance.Count = 3;
        Counter copy = Crossing.Send(Counter.Instance);

        Assert.That(copy, Is.Not.SameAs(Counter.Instance));
        Assert.That(copy.Count, Is.EqualTo(3));
    }

    [Test]
    public void Send_StructThatIsMoreThanItsFields_ArrivesWhole()
    {
        var numbers = new Four<int>();
        var texts = new Four<string>();
        var buffer = new Buffered { Length = 3 };
        for (int i = 0; i < 4; i++)
        {
            numbers[i] = i + 1;
            texts[i] = $"text {i}";
            buffer[i] = i + 10;
        }

        Assert.That(Crossing.Send(numbers)[3], Is.EqualTo(4));
        Assert.That(Crossing.Send(texts)[3], Is.EqualTo("text 3"));
        Assert.That(Crossing.Send(new[] { numbers })[0][3], Is.EqualTo(4));
        Assert.That(((Four<int>)Crossing.SendAsObject(numbers)!)[2], Is.EqualTo(3));
        Assert.That(Crossing.Send(buffer)[3], Is.EqualTo(13));
        Assert.That(Crossing.Send(new Overlaid { Number = 0x7F80_0001 }).Number, Is.EqualTo(0x7F80_0001));
    }

    [Test]
    public void Send_FrameworkStructThatIsMoreThanItsFields_ArrivesWhole()
    {
        var vector = new Vector<int>([.. Enumerable.Range(0, Vector<int>.Count)]);
        InlineArray4<string> texts = default;
        texts[3] = "last";

        Assert.That(Crossing.Send(vector), Is.EqualTo(vector));
        Assert.That(Crossing.Send(new[] { vector })[0], Is.EqualTo(vector));
        Assert.That(((Vector<int>)Crossing.SendAsObject(vector)!)[Vector<int>.Count - 1], Is.EqualTo(Vector<int>.Count - 1));
        Assert.That(Crossing.Send((vector, 1)).vector, Is.EqualTo(vector));
        Assert.That(Crossing.Send(texts)[3], Is.EqualTo("last"));
    }

    [Test]
    public unsafe void Dump_FixedBuffer_IsAListForPython()
    {
        var packet = new Packet { Length = 3 };
        packet.Content[2] = 9;

        Assert.That(
            new PythonValueWriter().ToGeneral(packet, "item"),
            Is.EqualTo(new PickleDictionary { ["Length"] = 3L, ["Content"] = new List<object?> { 0L, 0L, 9L } }));
    }

    [Test]
    public void Dump_InlineArray_IsAListForPython()
    {
        var texts = new Four<string>();
        texts[3] = "last";

        Assert.That(new PythonValueWriter().ToGeneral(texts, "item"), Is.EqualTo(new List<object?> { null, null, null, "last" }));
    }

    [Test]
    public void Send_DelegateOfBase_CallsBase()
    {
        var dog = new Dog();
        Func<string> both = dog.BaseSpeak();
        both += dog.Speak;

        Assert.That(Crossing.Send<Func<string>>(dog.BaseSpeak())(), Is.EqualTo("…"));
        Assert.That(Crossing.Send<Func<string>>(dog.Speak)(), Is.EqualTo("woof"));
        Assert.That(Crossing.Send<Func<string>>(((Animal)dog).Speak)(), Is.EqualTo("woof"));
        Assert.That(Crossing.Send<Func<string>>(((IVoice)dog).Speak)(), Is.EqualTo("woof"));
        Assert.That(
            Crossing.Send(both).GetInvocationList().Select(call => ((Func<string>)call)()), Is.EqualTo(new[] { "…", "woof" }));
    }

    [Test]
    public void Write_IteratorAsResult_IsRefused()
    {
        Assert.That(
            () => ObjectResult.Write(Numbers(), typeof(IEnumerable<int>)),
            Throws.TypeOf<PickleException>().With.Message.Contains("an iterator does its work where its items are asked for"));
        Assert.That(Crossing.Send(Numbers()), Is.EqualTo(new[] { 1, 2 }), "as an argument its work is the child's");
    }

    [TestCase("Europe/Berlin")]
    [TestCase("America/New_York")]
    [TestCase("UTC")]
    public void Send_TimeZone_IsReadAgain(string id)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(id);

        Assert.That(Crossing.Send(zone), Is.EqualTo(zone));
        Assert.That(Crossing.SendAsObject(TimeZoneInfo.Local), Is.EqualTo(TimeZoneInfo.Local));
    }

    [Test]
    public void Send_TimeZoneOfOnesOwn_IsReadAgainOrRefused()
    {
        var plain = TimeZoneInfo.CreateCustomTimeZone("Mine", TimeSpan.FromHours(1), "Mine", "Mine");
        var changed = TimeZoneInfo.CreateCustomTimeZone("Mine", TimeSpan.FromHours(1), "Mine", "Mine", "Mine", [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

        Assert.That(Crossing.Send(plain), Is.EqualTo(plain));
        Assert.That(Crossing.Send(changed), Is.EqualTo(changed));
    }

    [Test]
    public void Send_TimeZoneWithRulesThatDotNetCannotReadBack_IsRefused()
    {
        const string variable = "TZDIR";
        var before = Environment.GetEnvironmentVariable(variable);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pybridge-zones-");
        try
        {
            File.Copy(Path.Combine(before ?? "/usr/share/zoneinfo", "Europe", "Berlin"), Path.Combine(folder.FullName, "Mine"));
            Environment.SetEnvironmentVariable(variable, folder.FullName);
            TimeZoneInfo.ClearCachedData();
            TimeZoneInfo mine = TimeZoneInfo.FindSystemTimeZoneById("Mine");
            Environment.SetEnvironmentVariable(variable, before);
            TimeZoneInfo.ClearCachedData();
            Assert.That(
                () => Crossing.Send(mine),
                Throws.TypeOf<PickleException>().With.Message.Contains(
                    "a time zone that is not the system's, and whose rules .NET cannot read back"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
            folder.Delete(recursive: true);
            TimeZoneInfo.ClearCachedData();
        }
    }

    private static IEnumerable<int> Numbers()
    {
        yield return 1;
        yield return 2;
    }

    private sealed class Indexed(params string[] texts) : IDeserializationCallback
    {
        private readonly string[] _texts = texts;

        [NonSerialized]
        private Dictionary<string, int> _index = IndexOf(texts);

        public Indexed? Other { get; set; }

        public List<string> Calls { get; } = [];

        public int IndexOf(string text) => _index[text];

        void IDeserializationCallback.OnDeserialization(object? sender) => Calls.Add("callback");

        [OnSerializing]
        private void Serializing(StreamingContext context) => Calls.Add("serializing");

        [OnSerialized]
        private void Serialized(StreamingContext context) => Calls.Add("serialized");

        [OnDeserialized]
        private void Deserialized(StreamingContext context)
        {
            Calls.Add("deserialized");
            _index = IndexOf(_texts);
        }

        private static Dictionary<string, int> IndexOf(string[] texts)
        {
            var index = new Dictionary<string, int>();
            for (int i = 0; i < texts.Length; i++)
            {
                index.Add(texts[i], i);
            }

            return index;
        }
    }

    private sealed class Unwilling
    {
        [OnSerializing]
        private void Serializing(StreamingContext context) => throw new InvalidOperationException("not now");
    }

    private sealed class Temperature : ISerializable
    {
        public Temperature(double celsius) => Celsius = celsius;

        private Temperature(SerializationInfo info, StreamingContext context)
        {
            Celsius = info.GetDouble("celsius");
            Cache = "made anew";
        }

        public double Celsius { get; }

        public string? Cache { get; }

        public void GetObjectData(SerializationInfo info, StreamingContext context) => info.AddValue("celsius", Celsius);
    }

    private sealed class Impostor : ISerializable
    {
        public Impostor()
        {
        }

        public Impostor(SerializationInfo info, StreamingContext context) => _ = (info, context);

        public void GetObjectData(SerializationInfo info, StreamingContext context) => info.SetType(typeof(string));
    }

    private sealed class Reluctant : ISerializable
    {
        public Reluctant()
        {
        }

        public Reluctant(SerializationInfo info, StreamingContext context) => _ = (info, context);

        public void GetObjectData(SerializationInfo info, StreamingContext context) => throw new InvalidOperationException("not today");
    }

    private sealed class HalfSerializable : ISerializable
    {
        public void GetObjectData(SerializationInfo info, StreamingContext context)
        {
        }
    }

#pragma warning disable SYSLIB0050 // The interface is obsolete; classes that have it are not gone.
    private sealed class Singleton : IObjectReference
    {
        public static readonly Singleton Instance = new();

        private Singleton()
        {
        }

        public object GetRealObject(StreamingContext context) => Instance;
    }
#pragma warning restore SYSLIB0050

    private class Level(string name, int number)
    {
        public static readonly Level Low = new("low", 1);

        public static readonly Level High = new Highest();

        public string Name { get; } = name;

        public int Number { get; } = number;

        private sealed class Highest() : Level("high", 2);
    }

    private sealed class Counter
    {
        public static readonly Counter Instance = new();

        public int Count { get; set; }
    }

    [InlineArray(4)]
    private struct Four<T>
    {
        private T _first;
    }

    private unsafe struct Packet
    {
        public int Length;
        public fixed short Content[3];
    }

    private unsafe struct Buffered
    {
        public int Length;
        private fixed int _items[4];

        public int this[int index]
        {
            get => _items[index];
            set => _items[index] = value;
        }
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlaid
    {
        [FieldOffset(0)]
        public float Float;

        [FieldOffset(0)]
        public int Number;
    }

    private class Animal : IVoice
    {
        public virtual string Speak() => "…";
    }

    private sealed class Dog : Animal
    {
        public Func<string> BaseSpeak() => base.Speak;

        public override string Speak() => "woof";
    }
}
