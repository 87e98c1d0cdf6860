namespace PyBridge;

/// <summary>An object that a child is given at its start, and that no message carries.</summary>
/// <remarks>CPython: <c>assert_spawning</c> in <c>Lib/multiprocessing/context.py</c>, for the text.</remarks>
internal interface IInheritedOnly
{
    /// <summary>The words of a refusal.</summary>
    string ReasonAgainstSending =>
        $"{GetType().Name} objects should only be shared between processes through inheritance: "
        + "pass it as an argument of the process";
}
