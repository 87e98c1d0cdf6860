using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>An argument that is a value: one that can be sent, or one that cannot.</summary>
/// <param name="json">The value.</param>
/// <param name="canBeSent">Whether it can.</param>
internal sealed class PlainArgument(string json, bool canBeSent) : IArgument
{
    public JsonNode? Value => JsonNode.Parse(json);

    public string? Label => null;

    public bool IsCertain(ModelObject giver) => true;

    public bool CanBeSent(ModelObject giver) => canBeSent;

    public void GiveTo(ModelObject child)
    {
    }
}
