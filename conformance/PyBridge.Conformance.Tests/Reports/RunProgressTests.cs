using System;
using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Reports;

namespace PyBridge.Conformance.Tests.Reports;

internal sealed class RunProgressTests
{
    private static readonly Lane Lane = new("port@3.12.1", LaneRole.Port, ["x"], new Version(3, 12, 1), Method: null);

    [Test]
    public void TakeNews_AtEachTenth_SaysHowMuchIsLeft()
    {
        var clock = new Clock();
        var progress = new RunProgress(clock);
        var scenarios = Enumerable.Range(0, 20).Select(number => TestData.ScenarioCalled($"T{number:D2}", """{"op":"children"}""")).ToList();
        progress.Begin(plays: 20);
        foreach (var scenario in scenarios.Take(4))
        {
            progress.Begin(Lane, scenario);
            clock.Seconds += 2;
            progress.End(Lane, scenario);
        }

        Assert.That(progress.TakeNews(), Is.EqualTo(["4 of 20 played after 8 s, about 32 s left"]));
        Assert.That(progress.TakeNews(), Is.Empty);
    }

    [Test]
    public void TakeNews_ScenarioThatTakesLong_SaysOnceWhatItWaitsFor()
    {
        var clock = new Clock();
        var progress = new RunProgress(clock);
        var scenario = TestData.Scenario("""{"op":"children"}""");
        progress.Begin(plays: 20);
        progress.Begin(Lane, scenario);
        progress.Wait(Lane, scenario, "step 0");
        clock.Seconds += 11;

        Assert.That(progress.TakeNews(), Is.EqualTo(["still at it:   11 s  T01 on port@3.12.1, waits for step 0"]));
        Assert.That(progress.TakeNews(), Is.Empty);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
