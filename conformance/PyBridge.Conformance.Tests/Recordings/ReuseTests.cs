using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Recordings;

namespace PyBridge.Conformance.Tests.Recordings;

internal sealed class ReuseTests
{
    private static readonly Provenance Now = new("build", "driver", "stage");

    private static readonly IReadOnlyList<Lane> Lanes =
    [
        Reference("python-spawn@3.15.0", "spawn"),
        Reference("python-fork@3.15.0", "fork"),
        Reference("python-spawn@3.9.1", "spawn"),
        Reference("python-spawn@3.8.1", "spawn"),
        new Lane("port", LaneRole.Port, ["x"], Python: null, Method: null),
    ];

    private static readonly IReadOnlyList<Recording> Recordings = [.. Lanes.Take(4).Select(lane => Record(lane, Now))];

    [Test]
    public void Apply_ByDefault_PlaysTheNewestPythonUnderSpawnAndPortsAlone() =>
        Assert.That(Playing(new Reuse()), Is.EqualTo(["python-spawn@3.15.0", "port"]));

    [Test]
    public void Apply_None_PlaysAll() => Assert.That(Playing(new Reuse { None = true }), Has.Count.EqualTo(Lanes.Count));

    [Test]
    public void Apply_LiveVersion_PlaysThatToo() =>
        Assert.That(Playing(new Reuse { Live = ["3.8"] }), Is.EqualTo(["python-spawn@3.15.0", "python-spawn@3.8.1", "port"]));

    [Test]
    public void Apply_LiveVersionThatIsNotThere_IsNamed() =>
        Assert.That(() => Playing(new Reuse { Live = ["3.1"] }), Throws.TypeOf<UsageException>().With.Message.StartsWith("--live 3.1"));

    [TestCase(0, "python-fork@3.15.0")]
    [TestCase(1, "python-spawn@3.9.1")]
    [TestCase(2, "python-spawn@3.8.1")]
    [TestCase(3, "python-fork@3.15.0")]
    public void Apply_Turn_PlaysOneFurtherVersionRoundAndRound(int turn, string further) =>
        Assert.That(Playing(new Reuse { Turn = turn }), Is.EquivalentTo(["python-spawn@3.15.0", further, "port"]));

    [Test]
    public void Apply_NamedLane_Plays() =>
        Assert.That(
            new Reuse().Apply(Lanes, Recordings, lane => lane.Name == "python-spawn@3.9.1").Lanes
                .Where(lane => lane.Recording is null).Select(lane => lane.Name),
            Does.Contain("python-spawn@3.9.1"));

    [TestCase("other", "driver", "stage", "another interpreter")]
    [TestCase("build", "other", "other", "another driver and stage")]
    public void Apply_RecordedWithSomethingElse_PlaysAndSaysWhy(string interpreter, string driver, string stage, string why)
    {
        var earlier = new[] { Record(Lanes[3], new Provenance(interpreter, driver, stage)) };

        var (lanes, remarks) = new Reuse().Apply(Lanes, earlier, _ => false);

        Assert.That(lanes.Select(lane => lane.Recording), Has.All.Null);
        Assert.That(remarks.Single(), Does.StartWith("python-spawn@3.8.1 plays").And.Contain(why));
    }

    [Test]
    public void Apply_RecordedWithNothingKnown_Plays() =>
        Assert.That(new Reuse().Apply(Lanes, [Record(Lanes[3], provenance: null)], _ => false).Lanes.Select(lane => lane.Recording), Has.All.Null);

    [Test]
    public void Plays_ScenarioThatIsNotRecorded_IsPlayedByALaneWithARecording()
    {
        var lane = new Reuse().Apply(Lanes, Recordings, _ => false).Lanes[2];

        Assert.That(lane.Recording, Is.Not.Null);
        Assert.That(lane.Plays(TestData.Scenario("""{"op":"children"}""")), Is.True);
    }

    private static List<string> Playing(Reuse reuse) =>
        [.. reuse.Apply(Lanes, Recordings, _ => false).Lanes.Where(lane => lane.Recording is null).Select(lane => lane.Name)];

    private static Lane Reference(string name, string method) =>
        new(name, LaneRole.Reference, ["x"], new System.Version(name.Split('@')[1]), method) { Provenance = Now };

    private static Recording Record(Lane lane, Provenance? provenance) =>
        new(TestData.Object($$"""{"name": "{{lane.Name}}", "version": "{{lane.Python}}", "method": "{{lane.Method}}"}"""), []) { Provenance = provenance };
}
