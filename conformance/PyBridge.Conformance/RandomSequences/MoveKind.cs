namespace PyBridge.Conformance.RandomSequences;

/// <summary>What a move of a random sequence does.</summary>
internal enum MoveKind
{
    /// <summary>Makes a process object.</summary>
    Create,

    /// <summary>Calls <c>start()</c>, in whatever state the object is.</summary>
    Start,

    /// <summary>Calls <c>join()</c>, without a timeout only where it comes back.</summary>
    Join,

    /// <summary>Reads a member, the text, or what kind of thing it is.</summary>
    Read,

    /// <summary>Assigns a member.</summary>
    Write,

    /// <summary>Calls <c>terminate()</c>, <c>kill()</c> or <c>close()</c>.</summary>
    Call,

    /// <summary>Asks for the active children.</summary>
    Children,

    /// <summary>Waits for a sentinel, without waiting.</summary>
    Wait,

    /// <summary>Lets a running child end by itself.</summary>
    End,

    /// <summary>Sends a signal to a running child, from outside.</summary>
    Signal,

    /// <summary>Reads or writes the current process, or reads the parent.</summary>
    Self,
}
