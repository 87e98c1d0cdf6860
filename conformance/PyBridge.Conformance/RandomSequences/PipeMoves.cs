using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What actors do with pipes.</summary>
/// <param name="model">What there is.</param>
internal sealed class PipeMoves(Model model)
{
    private const int EndsAtMost = 6;
    private const int MessagesAtMost = 8;

    private static readonly string[] Polls = ["[]", "[0]", """[{"float":"0.001"}]"""];

    private static readonly string[] Looks = ["closed", "readable", "writable", "class", "fileno"];

    public void Make(ModelActor actor, Move move)
    {
        if (model.Ends.Count >= EndsAtMost)
        {
            return;
        }

        var isDuplex = move.Choice % 3 != 2;
        var first = new ModelEnd { Label = $"c{model.Ends.Count + 1}", Writable = isDuplex };
        var second = new ModelEnd { Label = $"c{model.Ends.Count + 2}", Readable = isDuplex };
        ModelEnd.Connect(first, second);
        foreach (var end in new[] { first, second })
        {
            end.Holders[actor.Process] = true;
            model.Ends.Add(end);
        }

        var step = new JsonObject { ["op"] = "pipe", ["as"] = new JsonArray(first.Label, second.Label) };
        if (!isDuplex)
        {
            step["duplex"] = false;
        }

        model.Step(actor, step);
    }

    public void Send(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is { } end && end.Other.Incoming.Count < MessagesAtMost)
        {
            model.Step(actor, SendStep(actor, end, move.Choice));
        }
    }

    /// <summary>Receives what is there, or the end, or lets another send meanwhile.</summary>
    public void Receive(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } end)
        {
            return;
        }

        if (!end.IsOpenIn(actor.Process) || !end.Readable || end.IsReady)
        {
            var isBytes = end.Incoming.TryPeek(out var next) ? next : move.Choice % 2 == 1;
            if (end.IsOpenIn(actor.Process) && end.Readable && end.Incoming.Count > 0)
            {
                end.Incoming.Dequeue();
            }

            model.Step(actor, ReceiveStep(end, isBytes));
        }
        else if (OverlapMoves.Helper(model, actor, end.Other.IsOpenIn, move.Choice) is { } helper)
        {
            Meet(actor, end, helper, move.Choice);
        }
    }

    /// <summary>Polls, or reads a member.</summary>
    public void Look(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is not { } end)
        {
            return;
        }

        var step = Steps.Call(end.Label, "poll");
        switch (move.Choice % 2 == 0 ? "poll" : Steps.Pick(Looks, move.Choice / 2))
        {
            case "poll":
                step["args"] = JsonNode.Parse(Steps.Pick(Polls, move.Choice / 2));
                break;
            case "class":
                step = new JsonObject { ["op"] = "class", ["of"] = end.Label };
                break;
            case "fileno":
                step["method"] = "fileno";
                break;
            case var member:
                step = new JsonObject { ["op"] = "get", ["of"] = end.Label, ["member"] = member };
                break;
        }

        model.Step(actor, step);
    }

    public void Close(ModelActor actor, Move move)
    {
        if (Choose(actor, move) is { } end && end.MayBeClosedIn(actor.Process))
        {
            model.Step(actor, Steps.Call(end.Label, "close"));
            end.CloseIn(actor.Process);
        }
    }

    private ModelEnd? Choose(ModelActor actor, Move move)
    {
        var ends = model.Ends.Where(end => end.Holders.ContainsKey(actor.Process) && !end.IsUncertain).ToList();
        return ends.Count == 0 ? null : ends[move.Object % ends.Count];
    }

    private void Meet(ModelActor actor, ModelEnd end, ModelActor helper, int choice)
    {
        var other = end.Other;
        if (choice % 4 == 3 && other.Holders.Count(holder => holder.Value) == 1 && other.MayBeClosedIn(helper.Process))
        {
            OverlapMoves.Meet(model, actor, ReceiveStep(end, isBytes: choice % 8 == 3), helper, Steps.Call(other.Label, "close"));
            other.CloseIn(helper.Process);
        }
        else if (choice % 4 == 2)
        {
            var poll = Steps.Call(end.Label, "poll");
            poll["args"] = new JsonArray((JsonNode?)null);
            OverlapMoves.Meet(model, actor, poll, helper, SendStep(helper, other, choice));
        }
        else
        {
            var send = SendStep(helper, other, choice);
            OverlapMoves.Meet(model, actor, ReceiveStep(end, end.Incoming.Dequeue()), helper, send);
        }
    }

    /// <summary>Sends to the other end; notes that it comes where it does.</summary>
    private static JsonObject SendStep(ModelActor actor, ModelEnd end, int choice)
    {
        var isBytes = choice % 4 == 1;
        var step = Steps.Call(end.Label, isBytes ? "send_bytes" : "send");
        step["args"] = new JsonArray(isBytes ? Messages.Raw(choice / 4) : Messages.Value(choice / 2));
        if (end.IsOpenIn(actor.Process) && end.Writable && end.Other.IsOpen)
        {
            end.Other.Incoming.Enqueue(isBytes);
        }

        return step;
    }

    private static JsonObject ReceiveStep(ModelEnd end, bool isBytes) => Steps.Call(end.Label, isBytes ? "recv_bytes" : "recv");
}
