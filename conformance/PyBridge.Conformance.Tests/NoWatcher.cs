using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests;

/// <summary>For runs that nobody watches.</summary>
internal sealed class NoWatcher : IRunWatcher
{
    public void Begin(int plays)
    {
    }

    public void Begin(Lane lane, Scenario scenario)
    {
    }

    public void Wait(Lane lane, Scenario scenario, string what)
    {
    }

    public void End(Lane lane, Scenario scenario)
    {
    }
}
