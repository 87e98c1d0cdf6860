using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Exact;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects.Exact;

/// <summary>Values of .NET in messages of Python programs: what a receiver takes as it is, and what it must not.</summary>
[TestFixture]
public sealed class PeerValueTests
{
    private static readonly DateTime Date = new DateTime(2024, 2, 29, 10, 11, 12, DateTimeKind.Utc).AddTicks(1);

    private static IEnumerable<object> PlainValues() =>
    [
        Date, new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)), TimeSpan.FromTicks(1), new TimeOnly(1), 12.50m,
        (Half)0.5, Int128.MaxValue, Guid.NewGuid(), DayOfWeek.Friday, new Version(1, 2), new Uri("http://localhost/a"), 'x', (nint)1,
        (sbyte)-1, 7u, 0.5f, new[] { Date }, new[,] { { 1, 2 } }, new List<DateTime> { Date }, (1, Date), new DateTime?[] { null, Date },
        new Dictionary<string, TimeSpan> { ["a"] = TimeSpan.FromTicks(1) }, new SortedSet<int> { 1, 2 },
        new KeyValuePair<string, DateTime>("a", Date), new Queue<DateTime>([Date]),
    ];

    [TestCaseSource(nameof(PlainValues))]
    public void Receive_PlainValueAsObject_IsTheSame(object value) =>
        Assert.That(Receive<object>(value), Is.TypeOf(value.GetType()).And.EqualTo(value));

    [Test]
    public void Receive_WhereTheTypeFits_KeepsTicks()
    {
        Assert.That(Receive<DateTime>(Date), Is.EqualTo(Date));
        Assert.That(Receive<DateTime?>(Date), Is.EqualTo(Date));
        Assert.That(Receive<IReadOnlyList<DateTime>>(new List<DateTime> { Date }), Is.EqualTo(new[] { Date }));
    }

    [Test]
    public void Receive_OtherType_ConvertsTheCounterpart() =>
        Assert.That(Receive<double>(7, plain: 7L), Is.EqualTo(7.0));

    [Test]
    public void Receive_ApplicationsType_OnlyWhereItIsDeclared()
    {
        var plain = new PickleDictionary();
        plain["Secret"] = 1L;

        Assert.That(Receive<Keeper>(new Keeper { Secret = 5 }, plain).Secret, Is.EqualTo(5));
        Assert.That(Receive<List<Keeper>>(new List<Keeper> { new() { Secret = 5 } }, new List<object?> { plain })[0].Secret,
            Is.EqualTo(5));
        Assert.That(Receive<object>(new Keeper { Secret = 5 }, plain), Is.InstanceOf<Dictionary<object, object?>>());
        Assert.That(Receive<object>(new List<Keeper> { new() }, new List<object?>()), Is.TypeOf<List<object?>>());
    }

    private static IEnumerable<object> OtherValues() =>
    [
        new Dictionary<long, string> { [1] = "a" }, new HashSet<Guid> { Guid.Empty }, new StringBuilder("a"),
        Encoding.UTF8, new Func<int>(Seven), new EventArgs(), new Lazy<int>(7), typeof(File),
    ];

    [TestCaseSource(nameof(OtherValues))]
    public void Receive_TypeThatNobodyAskedFor_ConvertsTheCounterpart(object value) =>
        Assert.That(Receive<object>(value, plain: "counterpart"), Is.EqualTo("counterpart"));

    [Test]
    public void Receive_SharedValue_StaysShared()
    {
        PickleInstance shared = Recipe(new List<DateTime> { Date }, null);

        var received = Receive<List<object>>(new List<object?> { shared, shared }, general: true);

        Assert.That(received[0], Is.SameAs(received[1]));
    }

    [Test]
    public void Receive_DamagedBytes_Throws([Values("", "damaged", "\u0080\u0004N.")] string bytes)
    {
        PickleInstance recipe = Value(1L, "System.DateTime", Encoding.Latin1.GetBytes(bytes));

        Assert.That(() => Receive<DateTime>(recipe, general: true), Throws.TypeOf<PickleException>());
    }

    [Test]
    public void Receive_BytesThatAreNoTable_SaysSo()
    {
        PickleInstance recipe = Value(1L, "System.DateTime", Encoding.Latin1.GetBytes("\u0080\u0004N."));

        Assert.That(
            () => Receive<DateTime>(recipe, general: true),
            Throws.TypeOf<PickleException>().With.Message.EqualTo("invalid table of values of .NET: the bytes are damaged"));
    }

    [Test]
    public void Receive_TableOfOtherValuesThanItNames_SaysSo()
    {
        byte[] none = [0x80, 4, (byte)'N', (byte)'.'];
        var table = new PickleTuple(1L, new PickleTuple(typeof(DateTime).AssemblyQualifiedName), PickleTuple.Empty, none);
        PickleInstance recipe = Value(1L, "System.DateTime", GeneralPickler.Dump(table).ToArray());

        Assert.That(
            () => Receive<DateTime>(recipe, general: true),
            Throws.TypeOf<PickleException>().With.Message.EqualTo("the pickled objects do not fit together"));
    }

    [Test]
    public void Receive_ValueThatDotNetRefuses_SaysWhy()
    {
        byte[] bytes = ExactTable.Write([Date]).ToArray();
        var messages = new List<string>();
        for (int i = 0; i < bytes.Length; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] = 0x2B; // as the highest byte of the ticks, beyond the year 9999
            try
            {
                Receive<object>(Value("counterpart", "System.Object", damaged), general: true);
            }
            catch (PickleException exception)
            {
                messages.Add(exception.Message);
            }
        }

        Assert.That(messages, Has.Some.StartsWith("invalid value of .NET: Ticks must be between DateTime.MinValue.Ticks and "));
    }

    [Test]
    public void Receive_EveryByteDamaged_ThrowsOrIsAValue()
    {
        byte[] bytes = ExactTable.Write([new List<DateTime> { Date }]).ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte other in new byte[] { 0, 0xff, (byte)(bytes[i] + 1) })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[i] = other;
                PickleInstance recipe = Value("counterpart", "System.Object", damaged);
                try
                {
                    Receive<object>(recipe, general: true);
                }
                catch (PickleException)
                {
                    // Nothing else may come out.
                }
            }
        }
    }

    [TestCase("System.Diagnostics.Process, System.Diagnostics.Process")]
    [TestCase("No.Such.Type, No.Such.Assembly")]
    [TestCase("no[type")]
    [TestCase("")]
    [TestCase("System.Collections.Generic.List`1, System.Private.CoreLib")]
    [TestCase("PyBridge.Process, PyBridge")]
    public void Receive_NameOfAnotherType_ConvertsTheCounterpart(string name)
    {
        var table = new PickleTuple(1L, new PickleTuple(name), PickleTuple.Empty, "\u0080\u0004N."u8.ToArray());
        PickleInstance recipe = Value("counterpart", "System.Object", GeneralPickler.Dump(table).ToArray());

        Assert.That(Receive<object>(recipe, general: true), Is.EqualTo("counterpart"));
    }

    [Test]
    public void Receive_Exception_IsOneOfItsType()
    {
        Assert.That(
            Receive<Exception>(Error("System", "InvalidOperationException"), general: true),
            Is.TypeOf<InvalidOperationException>().With.Message.EqualTo("no").And.InnerException.TypeOf<RemoteError>());
        Assert.That(
            Receive<object>(Error("Acme", "Failure"), general: true),
            Is.TypeOf<RemoteError>().With.Property("TypeName").EqualTo("Acme.Failure"));
        Assert.That(Receive<object>(Error("System", "String"), general: true), Is.TypeOf<RemoteError>());
    }

    private static int Seven() => 7;

    private static PickleInstance Error(string space, string name) => new(
        PickleInstanceKind.Call,
        new PickleGlobal("pybridge._clr_pickled", "exception"),
        new PickleTuple(space, name, PickleTuple.Empty, "no", "at Somewhere()"));

    private static PickleInstance Value(object? plain, string type, byte[]? bytes) => new(
        PickleInstanceKind.Call, new PickleGlobal("pybridge._clr_pickled", "value"), new PickleTuple(plain, type, bytes));

    private static PickleInstance Recipe(object value, object? plain)
    {
        bool isPrimitive = value.GetType().IsPrimitive && value is not nint;
        byte[]? bytes = isPrimitive ? null : ExactTable.Write([value]).ToArray();
        return Value(plain ?? (isPrimitive ? PlainOf(value) : null), value.GetType().ToString(), bytes);
    }

    private static object PlainOf(object value) =>
        value is char or float ? value is char ? value.ToString()! : 0.5 : Convert.ToInt64(value, null);

    private static T Receive<T>(object value, object? plain = null, bool general = false) =>
        Connection.Load<T>(GeneralPickler.Dump(general ? value : Recipe(value, plain)));

    private sealed class Keeper
    {
        public int Secret { get; init; }
    }
}
