using System;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Tests.Lanes;

[NonParallelizable]
internal sealed class LaneEnvironmentTests
{
    private const string NoByteCode = "PYTHONDONTWRITEBYTECODE";

    private string? _before;

    [SetUp]
    public void ForbidByteCode()
    {
        _before = Environment.GetEnvironmentVariable(NoByteCode);
        Environment.SetEnvironmentVariable(NoByteCode, "1");
    }

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable(NoByteCode, _before);

    [Test, CancelAfter(120_000)]
    public async Task Run_WithByteCodeForbidden_LaneStillWritesIt(CancellationToken cancellation)
    {
        using var lane = await LaneClient.StartAsync(
            TestData.Lane("byte-code"), new Patience(Scenario: 60, Answer: 60), cancellation);

        var observations = await lane.RunAsync(TestData.Scenario("""{"op":"nothing"}"""), cancellation);
        await lane.StopAsync(cancellation);

        Assert.That(observations["steps"]![0]!["value"]!.GetValue<bool>(), Is.False, "the variable is there");
    }
}
