using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>A list that was given as an argument and can be changed afterwards; what is in it cannot be sent at first.</summary>
/// <param name="label">Its label.</param>
/// <param name="holder">The process it is in.</param>
internal sealed class ModelList(string label, ModelObject holder) : IArgument
{
    public string Name => label;

    public ModelObject Holder => holder;

    public bool IsMended { get; set; }

    public JsonNode? Value => new JsonObject { ["held"] = label };

    public string? Label => null;

    public bool IsCertain(ModelObject giver) => true;

    public bool CanBeSent(ModelObject giver) => IsMended;

    public void GiveTo(ModelObject child)
    {
    }
}
