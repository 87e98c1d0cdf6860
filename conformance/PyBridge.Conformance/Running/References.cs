using System.Collections.Generic;
using System.Linq;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.Running;

/// <summary>Which lane another is compared with.</summary>
internal static class References
{
    /// <summary>What a port without a choice of start methods is compared with.</summary>
    public const string DefaultMethod = "spawn";

    /// <summary>
    /// The reference of the same Python and start method for a lane on Python; of the newest Python for others.
    /// </summary>
    /// <returns><see langword="null"/> if there is none.</returns>
    public static Lane? Of(Lane port, IEnumerable<Lane> lanes) => lanes
        .Where(lane => lane.Role == LaneRole.Reference && lane.Method == (port.Method ?? DefaultMethod))
        .Where(lane => port.Python is null || lane.Python == port.Python)
        .MaxBy(lane => lane.Python);
}
