using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>Threads, and waits that are over when others have done something.</summary>
/// <param name="model">What there is.</param>
/// <param name="endings">How it ends.</param>
internal sealed class OverlapMoves(Model model, Endings endings)
{
    private const int ThreadsAtMost = 2;

    private int _threads;

    /// <summary>Starts a thread, or lets one leave.</summary>
    public void Thread(ModelActor actor, Move move)
    {
        if (actor.IsThread)
        {
            if (move.Choice % 2 == 1)
            {
                endings.Leave(actor);
            }
        }
        else if (model.ActorsOf(actor.Process).Count <= ThreadsAtMost && model.Uses("threads-and-starts"))
        {
            var label = $"t{++_threads}";
            model.Step(actor, new JsonObject { ["op"] = "thread", ["as"] = label, ["daemon"] = move.Choice % 3 == 1 });
            var thread = new ModelActor { Label = label, Process = actor.Process, IsThread = true };
            model.Actors.Add(thread);
            model.Step(thread, Steps.Read("current", 0));
        }
    }

    /// <summary>Waits for the end of a child that lives, while others go on.</summary>
    public void Outlast(ModelActor actor, ModelObject target, int choice)
    {
        if (target.Lives)
        {
            endings.Await(actor, Steps.LongWait(target.Label, choice), target);
        }
    }

    /// <summary>Asks whether a wait is not over.</summary>
    public void Pending(Move move) => endings.AskPending(move.Choice);

    /// <summary>A step that is over when another actor has done another one.</summary>
    /// <param name="model">What there is.</param>
    /// <param name="waiter">Who waits.</param>
    /// <param name="wait">What it does.</param>
    /// <param name="helper">Who does what is waited for.</param>
    /// <param name="help">That.</param>
    public static void Meet(Model model, ModelActor waiter, JsonObject wait, ModelActor helper, params JsonObject[] help)
    {
        var name = $"m{model.Steps.Count}";
        wait["async"] = name;
        model.Step(waiter, wait);
        model.Add(new JsonObject { ["op"] = "pending", ["step"] = name });
        foreach (var step in help)
        {
            model.Step(helper, step);
        }

        model.Add(new JsonObject { ["op"] = "await", ["step"] = name });
    }

    /// <summary>Somebody else who is free, of a process that has something.</summary>
    /// <param name="model">What there is.</param>
    /// <param name="waiter">Who is not meant.</param>
    /// <param name="has">Whether a process has it.</param>
    /// <param name="choice">Which, if there are several.</param>
    public static ModelActor? Helper(Model model, ModelActor waiter, System.Func<ModelObject, bool> has, int choice)
    {
        var able = model.Free.Where(actor => actor != waiter && has(actor.Process)).ToList();
        return able.Count == 0 ? null : able[choice % able.Count];
    }
}
