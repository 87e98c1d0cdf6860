using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PyBridge.Tests.Architecture;

/// <summary>Rooms use only the rooms that <c>docs/architecture.md</c> allows them, and all of those.</summary>
public sealed class ArrowTests
{
    private static readonly ArrowTable Table = ArrowTable.Read();

    [Test]
    public void Library_UsesOfEveryType_AreArrowsOfTheTable()
    {
        Assert.That(Forbidden(UsesOf(typeof(Process))), Is.Empty);
    }

    [Test]
    public void NativeHost_UsesOfEveryType_AreArrowsOfTheTable()
    {
        Assert.That(Forbidden(UsesOf(typeof(Native.PythonValues))), Is.Empty);
    }

    [Test]
    public void PythonnetHost_UsesOfEveryType_AreArrowsOfTheTable()
    {
        Assert.That(Forbidden(UsesOfPythonnet()), Is.Empty);
    }

    [Test]
    public void Table_EveryArrow_IsNeeded()
    {
        var needed = Arrows(UsesOf(typeof(Process))).Concat(Arrows(UsesOf(typeof(Native.PythonValues))))
            .Concat(Arrows(UsesOfPythonnet()))
            .Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        var unused = from room in Table.Arrows
                     from used in room.Value
                     where !needed.Contains((room.Key, used))
                     select $"{room.Key} → {used}";
        Assert.That(unused, Is.Empty);
    }

    [Test]
    public void Table_EveryRoom_IsThere()
    {
        var rooms = UsesOf(typeof(Process)).Concat(UsesOf(typeof(Native.PythonValues))).Concat(UsesOfPythonnet())
            .Select(use => Table.RoomOf(use.User)).Where(room => room is not (null or ArrowTable.Ground)).Distinct();
        Assert.That(rooms, Is.EquivalentTo(Table.Arrows.Keys));
    }

    [Test]
    public void Table_EveryTypeOfTheGround_IsThere()
    {
        var types = typeof(Process).Assembly.GetTypes()
            .Where(type => type.Namespace == nameof(PyBridge) && !type.IsNested)
            .Select(type => type.Name.Split('`')[0]);
        Assert.That(Table.GroundTypes.Except(types), Is.Empty);
    }

    [Test]
    public void Table_Arrows_MakeNoCycleButTheNamedOne()
    {
        var cyclic = from room in Table.Arrows.Keys
                     where Reachable(room).Contains(room)
                     select room;
        Assert.That(cyclic, Is.EquivalentTo(new[] { ArrowTable.Face, "Worker" }));
    }

    [TestCase("namespace PyBridge.Lifecycle { class Probe { PyBridge.Queues.Queue queue; } }", "Lifecycle", "Queues")]
    [TestCase(
        "namespace PyBridge.Pickle { class Probe { object Id() => PyBridge.Platform.ProcessPlatform.Current; } }",
        "Pickle", "Platform")]
    [TestCase(
        "namespace PyBridge.Native { class Probe { int Id() => PyBridge.Interop.LibC.GetPid(); } }", "Native", "Interop")]
    [TestCase("namespace PyBridge.Launch { class Probe<T> where T : PyBridge.Process; }", "Launch", "Face")]
    [TestCase(
        "namespace PyBridge.Wire { class Probe { System.Type Name() => typeof(PyBridge.Worker.WorkerMain); } }",
        "Wire", "Worker")]
    public void Probe_ArrowThatIsNotInTheTable_IsFound(string code, string from, string to)
    {
        var forbidden = Forbidden(Probe.UsesIn(code)).ToList();
        Assert.That(forbidden, Has.Some.StartsWith($"{from} → {to}: "));
    }

    private static IReadOnlySet<(string User, string Used)> UsesOf(System.Type type)
    {
        using var assembly = File.OpenRead(type.Assembly.Location);
        return TypeUses.In(assembly);
    }

    /// <summary>Its public types are in the namespace of the library's, and are a room of their own all the same.</summary>
    private static IEnumerable<(string User, string Used)> UsesOfPythonnet()
    {
        var own = typeof(PyTarget).Assembly.GetTypes().Select(type => type.FullName).ToHashSet();
        return UsesOf(typeof(PyTarget)).Select(use => (Placed(use.User), Placed(use.Used)));

        string Placed(string name) => own.Contains(name) ? name.Replace("PyBridge.", "PyBridge.Pythonnet.", System.StringComparison.Ordinal) : name;
    }

    private static IEnumerable<string> Forbidden(IEnumerable<(string User, string Used)> uses) =>
        from arrow in Arrows(uses)
        where !Table.Arrows.TryGetValue(arrow.From, out var allowed) || !allowed.Contains(arrow.To)
        select $"{arrow.From} → {arrow.To}: {arrow.User} uses {arrow.Used}";

    private static IEnumerable<(string From, string To, string User, string Used)> Arrows(
        IEnumerable<(string User, string Used)> uses) =>
        from use in uses
        let rooms = (From: Table.RoomOf(use.User), To: Table.RoomOf(use.Used))
        where rooms is { From: not null, To: not null } && rooms.From != rooms.To && rooms.To != ArrowTable.Ground
        select (rooms.From, rooms.To, use.User, use.Used);

    private static HashSet<string> Reachable(string from)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var room))
        {
            foreach (var next in Table.Arrows.GetValueOrDefault(room, []))
            {
                if (found.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return found;
    }
}
