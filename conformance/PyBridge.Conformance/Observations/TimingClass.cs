namespace PyBridge.Conformance.Observations;

/// <summary>Turns a duration into what can be said of it on a machine that may be loaded.</summary>
internal static class TimingClass
{
    // Clocks of waiting and of measuring may differ by a little.
    private const double Tolerance = 0.95;

    // What a lane does beside waiting, in seconds: code that runs for the first time, and a child's end.
    private const double Grace = 0.5;

    // Who waits has more to do than the pauses that tell the pace, and is delayed each time.
    private const double DelaysInGrace = 20;

    private const double GracesUntilFarTooLate = 3;

    /// <summary>How a duration lies to the limit that its step names.</summary>
    /// <param name="elapsed">How long the step took, in seconds.</param>
    /// <param name="limit">The step's <c>timed</c>, in seconds.</param>
    /// <param name="pace">By how much the lane overran short pauses meanwhile, in seconds; zero on an idle machine.</param>
    public static string Of(double elapsed, double limit, double pace)
    {
        var grace = Grace + (DelaysInGrace * pace);
        return (elapsed - limit) switch
        {
            _ when elapsed < limit * Tolerance => "too early",
            var late when late <= grace => "in time",
            var late when late <= grace * GracesUntilFarTooLate => "late",
            _ => "far too late",
        };
    }
}
