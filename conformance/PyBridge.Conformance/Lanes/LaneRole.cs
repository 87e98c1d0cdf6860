namespace PyBridge.Conformance.Lanes;

/// <summary>What a lane's answers are for.</summary>
internal enum LaneRole
{
    /// <summary>Real <c>multiprocessing</c>: the answers others are compared with.</summary>
    Reference,

    /// <summary>Something that should behave as the reference does.</summary>
    Port,
}
