using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What process objects are given, and what becomes of it.</summary>
/// <param name="model">What there is.</param>
/// <param name="processes">How process objects are made.</param>
internal sealed class ArgumentMoves(Model model, ProcessMoves processes)
{
    private static readonly string[] Calls =
        ["start", "join", "is_alive", "close", "terminate", "kill", "repr", "name", "daemon", "exitcode", "pid"];

    /// <summary>Makes a process object with arguments, of what there is.</summary>
    public void Create(ModelActor creator, Move move)
    {
        var argument = processes.CanCreate(creator) ? Choose(creator, move) : null;
        if (argument is null)
        {
            return;
        }

        var isFirst = argument is PlainArgument || move.Object % 2 == 0;
        processes.Create(creator, move, isFirst ? [argument] : [new PlainArgument("1", canBeSent: true), argument]);
        if (argument.Label is not null && move.Object % 3 > 0)
        {
            // What a child can do with it is of more interest than what comes before it has it.
            processes.Start(creator, model.Objects[^1]);
        }
    }

    /// <summary>Takes out of a list what cannot be sent.</summary>
    public void Mend(ModelActor actor, Move move)
    {
        var lists = model.Lists.Where(list => list.Holder == actor.Process).ToList();
        if (lists.Count == 0)
        {
            return;
        }

        var list = lists[move.Object % lists.Count];
        model.Step(
            actor,
            new JsonObject { ["op"] = "mutate", ["of"] = list.Name, ["empty"] = true, ["with"] = new JsonArray(Messages.Value(move.Choice)) });
        list.IsMended = true;
    }

    /// <summary>Uses a process object where it was not made.</summary>
    public void UseStranger(ModelActor actor, Move move)
    {
        var strangers = model.Strangers.Where(stranger => stranger.Process == actor.Process).ToList();
        var label = strangers[move.Object % strangers.Count].Object.Label;
        model.Step(actor, Steps.Pick(Calls, move.Choice) switch
        {
            "repr" => new() { ["op"] = "repr", ["of"] = label },
            "name" or "daemon" or "exitcode" or "pid" => new()
            {
                ["op"] = "get",
                ["of"] = label,
                ["member"] = Steps.Pick(Calls, move.Choice),
            },
            var method => Steps.Call(label, method),
        });
    }

    private IArgument Choose(ModelActor creator, Move move)
    {
        List<Func<IArgument>> choices = [() => Plain(move.Object)];
        if (model.Can("pickled-arguments"))
        {
            choices.AddRange(Unsendable, () => Hold(creator), () => Hold(creator));
        }

        if (model.Can("pickled-arguments") && model.Can("python-runtime"))
        {
            choices.AddRange(model.OwnedBy(creator.Process).Select(own => (Func<IArgument>)(() => Process(own))));
        }

        var channels = model.Ends.Where(end => end.Holders.ContainsKey(creator.Process)).Cast<IArgument>()
            .Concat(model.Queues.Where(queue => queue.IsOpenIn(creator.Process)));
        foreach (var channel in channels)
        {
            choices.AddRange(() => channel, () => channel);
        }

        return choices[move.Choice % choices.Count]();
    }

    private static PlainArgument Plain(int choice) => new(Messages.Value(choice)?.ToJsonString() ?? "null", canBeSent: true);

    private PlainArgument Unsendable()
    {
        model.Uses("pickled-arguments");
        return new PlainArgument("""[{"unpicklable":"lock"}]""", canBeSent: false);
    }

    private ProcessArgument Process(ModelObject given)
    {
        model.Uses("pickled-arguments");
        model.Uses("python-runtime");
        return new ProcessArgument(model, given);
    }

    private ModelList Hold(ModelActor creator)
    {
        model.Uses("pickled-arguments");
        var list = new ModelList($"l{model.Lists.Count + 1}", creator.Process);
        model.Lists.Add(list);
        model.Step(
            creator,
            new JsonObject { ["op"] = "hold", ["as"] = list.Name, ["value"] = new JsonArray(Steps.Parse("""{"unpicklable":"lock"}""")) });
        return list;
    }
}
