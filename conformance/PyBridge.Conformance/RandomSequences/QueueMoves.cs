using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What actors do with queues.</summary>
/// <param name="model">What there is.</param>
internal sealed class QueueMoves(Model model)
{
    private const int QueuesAtMost = 3;
    private const int ItemsAtMost = 6;

    private static readonly string[] Classes = ["Queue", "SimpleQueue", "JoinableQueue"];

    // How to put and get without waiting.
    private static readonly string[] AtOnce = ["nowait", "[true,0]", "[false]"];

    public void Make(ModelActor actor, Move move)
    {
        if (model.Queues.Count == QueuesAtMost || actor.Process.IsDaemon)
        {
            return;
        }

        var queue = new ModelQueue
        {
            Label = $"q{model.Queues.Count + 1}",
            Class = Steps.Pick(Classes, move.Choice),
            Size = move.Choice % 3 == 1 ? 0 : move.Object % 3,
            Maker = actor.Process,
        };
        queue.Holders[actor.Process] = true;
        actor.Process.HasSemaphores = true;
        model.Queues.Add(queue);
        var step = new JsonObject { ["op"] = "queue", ["as"] = queue.Label, ["class"] = queue.Class };
        if (queue.Size > 0)
        {
            step["maxsize"] = queue.Size;
        }

        model.Step(actor, step);
    }

    /// <summary>Puts; where there is no room, says so at once or lets another get meanwhile.</summary>
    public void Put(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } queue || queue.Count == ItemsAtMost)
        {
            return;
        }

        if (!queue.IsOpenIn(actor.Process))
        {
            model.Step(actor, PutStep(queue, move.Choice));
        }
        else if (queue.IsFull)
        {
            PutIntoFull(actor, queue, move.Choice);
        }
        else if (queue.TakesFrom(actor.Process))
        {
            model.Step(actor, queue.IsFed && move.Choice % 3 == 1 ? AtOnceStep(queue, "put", move.Choice / 3) : PutStep(queue, move.Choice));
            queue.Put(actor.Process);
        }
    }

    /// <summary>Gets; where there is nothing, says so at once or lets another put meanwhile.</summary>
    public void Get(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } queue)
        {
            return;
        }

        if (!queue.IsOpenIn(actor.Process) || queue.Count > 0)
        {
            queue.Count -= queue.IsOpenIn(actor.Process) ? 1 : 0;
            model.Step(actor, Steps.Call(queue.Label, "get"));
        }
        else if (queue.IsFed && move.Choice % 2 == 0)
        {
            model.Step(actor, AtOnceStep(queue, "get", move.Choice / 2));
        }
        else if (OverlapMoves.Helper(model, actor, queue.IsOpenIn, move.Choice) is { } helper)
        {
            OverlapMoves.Meet(model, actor, Steps.Call(queue.Label, "get"), helper, PutStep(queue, move.Choice));
            queue.Put(helper.Process);
            queue.Count--;
        }
    }

    /// <summary>Asks how full it is, where nobody is about to put something.</summary>
    public void Look(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } queue || !queue.IsOpenIn(actor.Process))
        {
            return;
        }

        var method = (move.Choice % 3) switch
        {
            1 when queue.IsFed => "full",
            2 when queue.IsFed => "qsize",
            _ => "empty",
        };
        if (method != "empty" || queue.Count == 0 || !queue.IsFed)
        {
            model.Step(actor, Steps.Call(queue.Label, method));
        }
    }

    /// <summary>Says of what was put that it is done, or waits until all is.</summary>
    public void Do(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { IsJoinable: true } queue || !queue.IsOpenIn(actor.Process))
        {
            return;
        }

        var done = Steps.Call(queue.Label, "task_done");
        var join = Steps.Call(queue.Label, "join");
        if (move.Choice % 2 == 0)
        {
            model.Step(actor, done);
            queue.Unfinished -= queue.Unfinished > 0 ? 1 : 0;
        }
        else if (queue.Unfinished == 0)
        {
            model.Step(actor, join);
        }
        else if (OverlapMoves.Helper(model, actor, queue.IsOpenIn, move.Choice) is { } helper)
        {
            var all = Enumerable.Range(0, queue.Unfinished).Select(_ => done.DeepClone().AsObject()).ToArray();
            OverlapMoves.Meet(model, actor, join, helper, all);
            queue.Unfinished = 0;
        }
    }

    /// <summary>
    /// Closes, and waits for what was put; of one that is not closed, it is refused. What a JoinableQueue says then has the
    /// name of its class, which is another one in each language.
    /// </summary>
    public void Close(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } queue)
        {
            return;
        }

        if (queue.IsJoinable)
        {
            model.Step(actor, Steps.Call(queue.Label, "close"));
            queue.Holders.Remove(actor.Process);
        }
        else if (queue.IsFed && move.Choice % 3 == 2)
        {
            model.Step(actor, Steps.Call(queue.Label, "join_thread"));
        }
        else
        {
            model.Step(actor, Steps.Call(queue.Label, "close"));
            queue.Holders[actor.Process] = false;
        }
    }

    private ModelQueue? Choose(ModelActor actor, Move move)
    {
        var queues = model.Queues.Where(queue => queue.Holders.ContainsKey(actor.Process) && !queue.IsUncertain).ToList();
        return queues.Count == 0 ? null : queues[move.Object % queues.Count];
    }

    private void PutIntoFull(ModelActor actor, ModelQueue queue, int choice)
    {
        if (choice % 2 == 0)
        {
            model.Step(actor, AtOnceStep(queue, "put", choice / 2));
        }
        else if (queue.TakesFrom(actor.Process) && OverlapMoves.Helper(model, actor, queue.IsOpenIn, choice) is { } helper)
        {
            OverlapMoves.Meet(model, actor, PutStep(queue, choice), helper, Steps.Call(queue.Label, "get"));
            queue.Put(actor.Process);
            queue.Count--;
        }
    }

    private static JsonObject PutStep(ModelQueue queue, int choice)
    {
        var step = Steps.Call(queue.Label, "put");
        step["args"] = new JsonArray(Messages.Value(choice));
        return step;
    }

    private static JsonObject AtOnceStep(ModelQueue queue, string method, int choice)
    {
        var how = Steps.Pick(AtOnce, choice);
        var step = Steps.Call(queue.Label, how == "nowait" ? method + "_nowait" : method);
        var args = how == "nowait" ? [] : JsonNode.Parse(how)!.AsArray();
        if (method == "put")
        {
            args.Insert(0, Messages.Value(choice));
        }

        if (args.Count > 0)
        {
            step["args"] = args;
        }

        return step;
    }
}
