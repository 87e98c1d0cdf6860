using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>What a lane was caught at after it had given an answer that was taken.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Scenario">What it had played last; <see langword="null"/> where it is no one scenario's fault.</param>
/// <param name="Message">What it did.</param>
internal sealed record LateFault(Lane Lane, Scenario? Scenario, string Message);
