namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// One move of a random sequence. The numbers choose among what there is when the move is made, whatever that is: so
/// any part of a sequence is a sequence too, which is what shrinking needs.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="Actor">Which of the actors that can act does it.</param>
/// <param name="Object">With which of its process objects.</param>
/// <param name="Choice">In which way.</param>
internal sealed record Move(MoveKind Kind, int Actor, int Object, int Choice);
