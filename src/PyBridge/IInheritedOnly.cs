namespace PyBridge;

/// <summary>An object that a child can be given at its start, but that no message can carry.</summary>
/// <remarks>CPython: the text is that of <c>assert_spawning</c> in <c>Lib/multiprocessing/context.py</c>.</remarks>
internal interface IInheritedOnly
{
    /// <summary>The text of the error.</summary>
    string ReasonAgainstSending =>
        $"{GetType().Name} objects should only be shared between processes through inheritance: "
        + "pass it as an argument of the process";
}
