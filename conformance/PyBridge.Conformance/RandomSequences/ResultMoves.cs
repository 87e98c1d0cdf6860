using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// Processes whose target's value is asked for. What they are compared with is no process object but one call in a pool, which
/// would be among the children: so all is done before anybody looks.
/// </summary>
/// <param name="model">What there is.</param>
internal sealed class ResultMoves(Model model)
{
    private int _made;

    public void Make(ModelActor actor, Move move)
    {
        if (actor.Process.TakesItselfForDaemon || actor.Process.IsDaemon)
        {
            return;
        }

        actor.Process.HasSemaphores = true;

        var label = $"r{++_made}";
        var isObedient = move.Object % 2 == 1;
        var end = new JsonObject { ["op"] = "return", ["value"] = Messages.Value(move.Choice) };
        model.Step(
            actor,
            new JsonObject
            {
                ["op"] = "create",
                ["as"] = label,
                ["target"] = isObedient ? "obey" : new JsonArray(end.DeepClone()),
                ["result"] = true,
            });
        model.Step(actor, Steps.Call(label, "start"));
        if (isObedient)
        {
            end.Insert(0, "in", label);
            model.Add(end);
        }

        var isJoinedFirst = move.Choice % 3 == 1;
        if (isJoinedFirst)
        {
            model.Step(actor, Steps.Call(label, "join"));
        }

        model.Step(actor, Steps.Call(label, "result"));
        if (!isJoinedFirst)
        {
            model.Step(actor, Steps.Call(label, "join"));
        }

        if (move.Choice % 2 == 1)
        {
            model.Step(actor, Steps.Call(label, "result"));
        }
    }
}
