using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>A process object as an argument: one that was not started can be sent, with what it was given itself.</summary>
/// <param name="model">What there is.</param>
/// <param name="given">The object.</param>
internal sealed class ProcessArgument(Model model, ModelObject given) : IArgument
{
    public JsonNode? Value => new JsonObject { ["process"] = given.Label };

    public string? Label => given.Label;

    // What is sent of a connection or a queue within it is another matter.
    public bool IsCertain(ModelObject giver)
    {
        foreach (var argument in given.Arguments)
        {
            if (argument is ModelEnd or ModelQueue || !argument.IsCertain(giver))
            {
                return false;
            }
        }

        return given.State is not ModelObject.Life.Closed;
    }

    public bool CanBeSent(ModelObject giver)
    {
        foreach (var argument in given.Arguments)
        {
            if (!argument.CanBeSent(giver))
            {
                return false;
            }
        }

        return given.State == ModelObject.Life.New;
    }

    public void GiveTo(ModelObject child) => model.Strangers.Add((child, given));
}
