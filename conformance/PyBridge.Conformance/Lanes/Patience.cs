namespace PyBridge.Conformance.Lanes;

/// <summary>How long to wait before something counts as a hang, in seconds.</summary>
/// <param name="Scenario">For one scenario; the lane itself ends it then, and says so.</param>
/// <param name="Answer">For any answer of a lane, on top of that.</param>
internal sealed record Patience(int Scenario, int Answer = 30);
