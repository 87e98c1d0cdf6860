using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>In which order a run plays, and what one copy of a lane plays in a row.</summary>
internal static class Batches
{
    // Long enough to be worth a copy of the lane, short enough to end at the same time as the others.
    private const int Size = 8;

    /// <summary>
    /// A few scenarios of a lane at a time, and the lanes in turns, so that all come to their ends together. To start a copy of
    /// a lane takes as long as to play a scenario, and a lane needs few where no two batches of it are played at a time.
    /// </summary>
    /// <param name="cells">What is to be played.</param>
    public static IEnumerable<IReadOnlyList<(Lane Lane, Scenario Scenario)>> Of(IEnumerable<(Lane Lane, Scenario Scenario)> cells) => cells
        .GroupBy(cell => cell.Lane)
        .SelectMany(lane => lane.Chunk(Size).Select((batch, turn) => (Batch: batch, Share: (double)turn * Size / lane.Count())))
        .OrderBy(next => next.Share)
        .Select(next => next.Batch);
}
