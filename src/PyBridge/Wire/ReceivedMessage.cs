namespace PyBridge.Wire;

/// <summary>The parts of a start message, none of them checked yet.</summary>
/// <param name="preparation">What the child is told about itself.</param>
/// <param name="objects">Target, arguments and fields as .NET objects; empty if a method is named instead.</param>
/// <param name="call">The arguments of a named method as Python values; empty if there are none.</param>
internal sealed class ReceivedMessage(Preparation preparation, byte[] objects, byte[] call)
{
    public Preparation Preparation { get; } = preparation;

    public byte[] Objects { get; } = objects;

    public byte[] Call { get; } = call;
}
