using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.Running;

internal sealed class BatchesTests
{
    private static readonly IReadOnlyList<Scenario> Scenarios =
        [.. Enumerable.Range(10, 32).Select(number => TestData.ScenarioCalled($"T{number}", """{"op":"children"}"""))];

    [Test]
    public void Of_LanesOfTwoLengths_TakeTurnsAndEndTogether()
    {
        var batches = Batches.Of([.. Cells("long", 32), .. Cells("short", 16)]).ToList();

        Assert.That(
            batches.Select(batch => $"{batch[0].Lane.Name} {batch[0].Scenario.Id}"),
            Is.EqualTo(["long T10", "short T10", "long T18", "long T26", "short T18", "long T34"]));
    }

    [Test]
    public void Of_AnyLanes_HasEachCellOnce()
    {
        (Lane, Scenario)[] cells = [.. Cells("one", 1), .. Cells("nine", 9), .. Cells("all", 32)];

        Assert.That(Batches.Of(cells).SelectMany(batch => batch), Is.EquivalentTo(cells));
    }

    private static IEnumerable<(Lane Lane, Scenario Scenario)> Cells(string name, int count)
    {
        var lane = new Lane(name, LaneRole.Port, ["x"], Python: null, Method: null);
        return Scenarios.Take(count).Select(scenario => (lane, scenario));
    }
}
