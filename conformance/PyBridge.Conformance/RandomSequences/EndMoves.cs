using System.Linq;
using System.Text.Json.Nodes;
using static PyBridge.Conformance.RandomSequences.ModelObject;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What ends processes from within and from outside.</summary>
/// <param name="model">What there is.</param>
/// <param name="endings">How it ends.</param>
internal sealed class EndMoves(Model model, Endings endings)
{
    /// <summary>Lets a running child end, whoever is its parent.</summary>
    public void End(Move move)
    {
        var able = model.Objects.Where(endings.CanReturn).ToList();
        if (able.Count > 0)
        {
            var target = able[move.Object % able.Count];
            End(target, Allowed(target, Steps.Ending(move.Choice)));
        }
    }

    /// <summary>Sends a deadly signal to a child, whatever it is about.</summary>
    public void Signal(Move move)
    {
        var living = model.Objects.Where(Endings.CanBeKilled).ToList();
        if (living.Count > 0)
        {
            var target = living[move.Object % living.Count];
            model.Add(Steps.Signal(target.Label, move.Choice));
            endings.HasEnded(target, wasKilled: true);
        }
    }

    /// <summary>Ends the program while children of it run.</summary>
    public void EndProgram(Move move)
    {
        if (!model.Main.Lives || !model.OwnedBy(model.Main).Any(child => child.Lives))
        {
            return;
        }

        if (move.Object % 3 == 2 && Endings.CanBeKilled(model.Main))
        {
            model.Add(Steps.Signal(model.Main.Label, move.Choice % 2));
            endings.HasEnded(model.Main, wasKilled: true);
        }
        else if (endings.CanReturn(model.Main))
        {
            End(model.Main, Allowed(model.Main, Steps.ProgramEnding(move.Choice)));
        }
    }

    /// <summary>Calls <c>interrupt()</c>, of a child only where it is at nothing, and has a stack to be shown.</summary>
    public void Interrupt(ModelActor actor, ModelObject target)
    {
        if (target.State != Life.Leaving && model.Uses("interrupt"))
        {
            var step = Steps.Call(target.Label, "interrupt");
            if (!target.Lives)
            {
                model.Step(actor, step);
            }
            else if (endings.CanReturn(target) && endings.IsAlone(target) && model.ActorsOf(target).Count == 1 && model.Uses("python-runtime"))
            {
                endings.EndByItself(target, step, actor);
            }
        }
    }

    /// <summary>The ending, or one instead that says nothing and is in peace.</summary>
    private JsonObject Allowed(ModelObject process, JsonObject ending) => Kind(ending) switch
    {
        // What a process prints before it waits for its children may be mixed with what others print meanwhile.
        "raise" or "exit" when process != model.Main && !endings.IsAlone(process) => Steps.Silent(),
        "os_exit" or "die" when !Endings.CanBeKilled(process) => Steps.Silent(),
        _ => ending,
    };

    private static string Kind(JsonObject ending) => ending["op"]!.GetValue<string>();

    private void End(ModelObject process, JsonObject ending)
    {
        var actor = model.ActorsOf(process).First(one => !one.IsThread);
        if (Kind(ending) is "os_exit" or "die")
        {
            model.Step(actor, ending);
            endings.HasEnded(process, wasKilled: true);
        }
        else
        {
            endings.EndByItself(process, ending, actor);
        }
    }
}
