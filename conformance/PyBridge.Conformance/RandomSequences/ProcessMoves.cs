using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using static PyBridge.Conformance.RandomSequences.ModelObject;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What actors do with process objects that they have made.</summary>
/// <param name="model">What there is.</param>
/// <param name="endings">How what there is ends.</param>
internal sealed class ProcessMoves(Model model, Endings endings)
{
    private const int ObjectsAtMost = 6;
    private const int DepthAtMost = 3;

    public bool CanCreate(ModelActor creator) =>
        model.Objects.Count < ObjectsAtMost && creator.Process.Depth < DepthAtMost;

    /// <summary>Makes a process object whose target is given something.</summary>
    /// <param name="creator">Who makes it.</param>
    /// <param name="move">How.</param>
    /// <param name="arguments">What is given.</param>
    public void Create(ModelActor creator, Move move, params IReadOnlyList<IArgument> arguments)
    {
        if (!CanCreate(creator))
        {
            return;
        }

        var (step, brief, daemon) = Steps.Create($"p{model.Objects.Count + 1}", move.Choice, move.Object);
        if (step.ContainsKey("class") && !model.Uses("own-callables"))
        {
            // A child of another language does not have the program's classes.
            step.Remove("class");
        }

        if (arguments.Count > 0)
        {
            step["args"] = new JsonArray([.. arguments.Select(argument => argument.Value)]);
        }

        model.Objects.Add(new ModelObject
        {
            Label = step["as"]!.GetValue<string>(),
            Owner = creator.Process,
            BriefEnding = brief,
            Arguments = arguments,
            IsDaemon = daemon ?? creator.Process.TakesItselfForDaemon,
        });
        model.Step(creator, step);
    }

    public void Start(ModelActor actor, ModelObject target)
    {
        if (target.State == Life.New && !target.Arguments.All(argument => argument.IsCertain(actor.Process)))
        {
            return;
        }

        model.Step(actor, Steps.Call(target.Label, "start"));
        if (target.State != Life.New
            || actor.Process.TakesItselfForDaemon
            || !target.Arguments.All(argument => argument.CanBeSent(actor.Process)))
        {
            return;
        }

        target.State = Life.Running;
        target.TakesItselfForDaemon = target.IsDaemon;
        if (target.IsBrief)
        {
            model.Step(actor, Steps.Call(target.Label, "join"));
            target.State = Life.Ended;
        }
        else
        {
            Welcome(target);
        }
    }

    public void Join(ModelActor actor, ModelObject target, int choice) =>
        model.Step(actor, Steps.Join(target.Label, mayWait: !target.Lives, choice));

    public void Read(ModelActor actor, string label, int choice) => model.Step(actor, Readable(Steps.Read(label, choice)));

    public void Write(ModelActor actor, ModelObject target, int choice)
    {
        var (step, daemon) = Steps.Write(target.Label, choice);
        model.Step(actor, step);
        // Of a started object it is refused.
        if (target.State is Life.New or Life.Closed)
        {
            target.IsDaemon = daemon ?? target.IsDaemon;
        }
    }

    public void Call(ModelActor actor, ModelObject target, int choice)
    {
        var method = Steps.Method(choice);
        if (method != "close" && target.Lives && !Endings.CanBeKilled(target))
        {
            return;
        }

        model.Step(actor, Steps.Call(target.Label, method));
        if (target.Lives && method != "close")
        {
            endings.HasEnded(target, wasKilled: true);
        }
        else if (!target.Lives && method == "close")
        {
            target.State = Life.Closed;
        }
    }

    /// <summary>Runs a target here, where it is one that comes back.</summary>
    public void Run(ModelActor actor, ModelObject target)
    {
        if (target is { State: Life.New, BriefEnding: "return" or "raise" } && target.Arguments.Count == 0 && model.Uses("own-callables"))
        {
            model.Step(actor, Steps.Call(target.Label, "run"));
        }
    }

    public void Self(ModelActor actor, int choice)
    {
        var (step, daemon) = Steps.Self(choice, hasParent: actor.Process != model.Main);
        model.Step(actor, Readable(step));
        actor.Process.TakesItselfForDaemon = daemon ?? actor.Process.TakesItselfForDaemon;
    }

    /// <summary>Waits for an end that is over or not, and for a connection beside it, without waiting.</summary>
    public void Wait(ModelActor actor, ModelObject target, int choice)
    {
        var ends = model.Ends.Where(end => end.IsOpenIn(actor.Process) && !end.IsUncertain && end.Readable).ToList();
        var labels = new List<string> { target.Label };
        if (choice % 3 == 2 && ends.Count > 0)
        {
            labels.Insert(choice % 2, ends[choice % ends.Count].Label);
        }

        model.Step(actor, Steps.Wait(labels, timeout: 0));
    }

    private void Welcome(ModelObject child)
    {
        var actor = new ModelActor { Label = child.Label, Process = child, IsThread = false };
        model.Actors.Add(actor);
        // Its answer shows that it has come: a child that dies before it says hello is waited for in vain.
        model.Step(actor, Steps.Read("current", 0));
        foreach (var (argument, index) in child.Arguments.Select((argument, index) => (argument, index)))
        {
            argument.GiveTo(child);
            if (argument.Label is { } label)
            {
                model.Step(actor, new JsonObject { ["op"] = "take", ["argument"] = index, ["as"] = label });
            }
        }

        if (child.Arguments.Count > 0 && child.Arguments.All(argument => argument.Label is null))
        {
            model.Step(actor, new JsonObject { ["op"] = "report", ["what"] = "arguments" });
        }
    }

    private JsonObject Readable(JsonObject step)
    {
        if (step["member"]?.ToString() == "ident" && !model.Uses("ident-member"))
        {
            step["member"] = "pid";
        }

        return step;
    }
}
