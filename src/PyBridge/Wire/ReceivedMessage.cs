namespace PyBridge.Wire;

/// <summary>The parts of a start message, each still to be judged.</summary>
/// <param name="preparation">What the child is told about itself.</param>
/// <param name="objects">Target, arguments and fields as .NET has them; empty where a method is named instead.</param>
/// <param name="call">The arguments of a named method as Python has them; empty where there are none.</param>
internal sealed class ReceivedMessage(Preparation preparation, byte[] objects, byte[] call)
{
    public Preparation Preparation { get; } = preparation;

    public byte[] Objects { get; } = objects;

    public byte[] Call { get; } = call;
}
