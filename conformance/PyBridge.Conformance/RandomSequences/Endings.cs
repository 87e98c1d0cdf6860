using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using static PyBridge.Conformance.RandomSequences.ModelObject;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// How processes end, and what comes of it: whoever returns or raises ends its daemons and waits for its other children;
/// whoever is killed leaves them running. Each end is awaited before anybody looks, and so is what has waited for it.
/// </summary>
/// <param name="model">What there is.</param>
internal sealed class Endings(Model model)
{
    private readonly List<(string Name, ModelActor Actor, ModelObject Awaited)> _pending = [];
    private int _steps;

    /// <summary>Whether a process can be told to return: it is not in the midst of a step.</summary>
    public bool CanReturn(ModelObject process) =>
        process is { State: Life.Running, IsBrief: false } && model.ActorsOf(process).All(actor => !actor.IsBusy);

    /// <summary>Whether a process can be killed.</summary>
    public static bool CanBeKilled(ModelObject process) => process is { Lives: true, HasSemaphores: false };

    /// <summary>Whether a process would wait for no child if it returned.</summary>
    public bool IsAlone(ModelObject process) => !model.OwnedBy(process).Any(child => child.Lives && !child.IsDaemon);

    /// <summary>Lets an actor begin a step that is over when a process has ended.</summary>
    /// <param name="actor">Who waits.</param>
    /// <param name="step">What for.</param>
    /// <param name="awaited">The process.</param>
    public void Await(ModelActor actor, JsonObject step, ModelObject awaited)
    {
        var name = $"w{++_steps}";
        step["async"] = name;
        model.Step(actor, step);
        actor.IsBusy = true;
        _pending.Add((name, actor, awaited));
    }

    /// <summary>Asks whether what waits for a process is still at it.</summary>
    public void AskPending(int choice)
    {
        if (_pending.Count > 0)
        {
            model.Add(new JsonObject { ["op"] = "pending", ["step"] = _pending[choice % _pending.Count].Name });
        }
    }

    /// <summary>Lets a process end by itself. Its threads leave before.</summary>
    /// <param name="process">Which.</param>
    /// <param name="end">What is done: a step of that process, or of another one.</param>
    /// <param name="by">Who does it.</param>
    public void EndByItself(ModelObject process, JsonObject end, ModelActor by)
    {
        foreach (var thread in model.ActorsOf(process).Where(actor => actor.IsThread))
        {
            Leave(thread);
        }

        model.Step(by, end);
        process.State = Life.Leaving;
        foreach (var daemon in model.OwnedBy(process).Where(child => child.Lives && child.IsDaemon))
        {
            HasEnded(daemon, wasKilled: true);
        }

        EndIfAlone(process);
    }

    /// <summary>Lets a thread leave.</summary>
    public void Leave(ModelActor thread)
    {
        model.Step(thread, new JsonObject { ["op"] = "return" });
        model.Add(Steps.Ended(thread.Label));
        thread.HasLeft = true;
    }

    /// <summary>Notes what comes of the end of a process.</summary>
    /// <param name="process">Which.</param>
    /// <param name="wasKilled">Whether it could not finish what it was about.</param>
    public void HasEnded(ModelObject process, bool wasKilled)
    {
        model.Add(process == model.Main ? new JsonObject { ["op"] = "exited" } : Steps.Ended(process.Label));
        process.State = Life.Ended;
        foreach (var end in model.Ends.Where(end => end.IsOpenIn(process)))
        {
            end.CloseIn(process);
        }

        foreach (var queue in model.Queues)
        {
            queue.Lose(process, wasKilled);
        }

        _pending.RemoveAll(step => step.Actor.Process == process);
        foreach (var step in _pending.Where(step => step.Awaited == process).ToList())
        {
            model.Add(new JsonObject { ["op"] = "await", ["step"] = step.Name });
            step.Actor.IsBusy = false;
            _pending.Remove(step);
        }

        if (process.Owner is { State: Life.Leaving } owner)
        {
            EndIfAlone(owner);
        }
    }

    /// <summary>Lets all end that somebody waits for.</summary>
    public void Finish()
    {
        while (_pending.Count > 0)
        {
            Settle(_pending[^1].Awaited);
        }
    }

    private void Settle(ModelObject process)
    {
        if (process.State == Life.Running && !CanReturn(process))
        {
            // It waits for a child, or a thread of it does.
            Settle(_pending.First(step => step.Actor.Process == process).Awaited);
        }
        else if (process.State == Life.Running)
        {
            EndByItself(process, new JsonObject { ["op"] = "return" }, model.ActorsOf(process).First(actor => !actor.IsThread));
        }
        else
        {
            Settle(model.OwnedBy(process).First(child => child.Lives));
        }
    }

    private void EndIfAlone(ModelObject process)
    {
        if (process.State == Life.Leaving && !model.OwnedBy(process).Any(child => child.Lives))
        {
            HasEnded(process, wasKilled: false);
        }
    }
}
