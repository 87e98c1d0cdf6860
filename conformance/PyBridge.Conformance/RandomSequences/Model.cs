using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What there is in a play when the steps so far have been done, and those steps.</summary>
/// <param name="can">What those who play it can.</param>
internal sealed class Model(IReadOnlySet<string> can)
{
    private readonly SortedSet<string> _needs = [];

    public ModelObject Main { get; } = new() { Label = "main", Owner = null, IsDaemon = false, State = ModelObject.Life.Running };

    /// <summary>All process objects but the program's own, each in the process that made it.</summary>
    public List<ModelObject> Objects { get; } = [];

    /// <summary>Processes and threads that have come, and may have gone.</summary>
    public List<ModelActor> Actors { get; } = [];

    /// <summary>Process objects in other processes than those that made them.</summary>
    public List<(ModelObject Process, ModelObject Object)> Strangers { get; } = [];

    public List<ModelEnd> Ends { get; } = [];

    public List<ModelQueue> Queues { get; } = [];

    /// <summary>Lists that can be changed after they were given, and what of them can be sent.</summary>
    public List<ModelList> Lists { get; } = [];

    public JsonArray Steps { get; } = [];

    /// <summary>The capabilities that the steps so far need.</summary>
    public IReadOnlyCollection<string> Needs => _needs;

    public IReadOnlyList<ModelActor> Free => [.. Actors.Where(actor => actor.IsFree)];

    public IReadOnlyList<ModelObject> OwnedBy(ModelObject process) => [.. Objects.Where(one => one.Owner == process)];

    public IReadOnlyList<ModelActor> ActorsOf(ModelObject process) =>
        [.. Actors.Where(actor => actor.Process == process && !actor.HasLeft)];

    /// <summary>Whether all who play it can do this.</summary>
    public bool Can(string capability) => can.Contains(capability);

    /// <summary>Whether all who play it can do this; if so, it is done, and counts as needed.</summary>
    public bool Uses(string capability)
    {
        if (can.Contains(capability))
        {
            _needs.Add(capability);
        }

        return can.Contains(capability);
    }

    /// <summary>A step of an actor.</summary>
    public void Step(ModelActor actor, JsonObject step)
    {
        if (actor.Label != Main.Label)
        {
            step.Insert(0, "in", actor.Label);
        }

        Add(step);
    }

    /// <summary>A step of the stage.</summary>
    public void Add(JsonObject step) => Steps.Add(step);
}
