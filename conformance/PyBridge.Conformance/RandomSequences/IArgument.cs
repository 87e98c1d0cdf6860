using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What a process object is given for its target.</summary>
internal interface IArgument
{
    /// <summary>It, as the value in a step.</summary>
    JsonNode? Value { get; }

    /// <summary>Whether a start comes back with an answer that is the same each time.</summary>
    /// <param name="giver">The process that starts.</param>
    bool IsCertain(ModelObject giver);

    /// <summary>Whether it can be sent to a child now.</summary>
    /// <param name="giver">The process that starts.</param>
    bool CanBeSent(ModelObject giver);

    /// <summary>The label that it gets in the child; <see langword="null"/> for what needs none.</summary>
    string? Label { get; }

    /// <summary>Notes that a child has it.</summary>
    void GiveTo(ModelObject child);
}
