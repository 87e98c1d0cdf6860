using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Running;

/// <summary>Is told how a run goes, from several threads.</summary>
internal interface IRunWatcher
{
    /// <summary>The lanes have been started.</summary>
    /// <param name="plays">How many scenarios will be played, on all lanes together.</param>
    void Begin(int plays);

    void Begin(Lane lane, Scenario scenario);

    /// <summary>A scenario takes long.</summary>
    /// <param name="lane">The lane that plays it.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="what">What the lane says it waits for.</param>
    void Wait(Lane lane, Scenario scenario, string what);

    /// <summary>A scenario was played, or the lane could not.</summary>
    void End(Lane lane, Scenario scenario);
}
