namespace PyBridge.Conformance.RandomSequences;

/// <summary>What a move of a random sequence does.</summary>
internal enum MoveKind
{
    /// <summary>Makes a process object.</summary>
    Create,

    /// <summary>Makes a process object with arguments.</summary>
    CreateWith,

    /// <summary>Takes out of an argument what cannot be sent.</summary>
    Mend,

    /// <summary>Uses a process object in another process than the one that has made it.</summary>
    Stranger,

    /// <summary>Calls <c>start()</c>, in whatever state the object is.</summary>
    Start,

    /// <summary>Calls <c>join()</c>, without a timeout only where it comes back.</summary>
    Join,

    /// <summary>Waits for the end of a child, which comes with a later move.</summary>
    Outlast,

    /// <summary>Asks whether a wait is not over.</summary>
    Pending,

    /// <summary>Starts a thread, or lets one leave.</summary>
    Thread,

    /// <summary>Reads a member, the text, or what kind of thing it is.</summary>
    Read,

    /// <summary>Assigns a member.</summary>
    Write,

    /// <summary>Calls <c>terminate()</c>, <c>kill()</c> or <c>close()</c>.</summary>
    Call,

    /// <summary>Calls <c>run()</c>.</summary>
    Run,

    /// <summary>Calls <c>interrupt()</c>.</summary>
    Interrupt,

    /// <summary>Asks for the active children.</summary>
    Children,

    /// <summary>Waits for a sentinel, and a connection, without waiting.</summary>
    Wait,

    /// <summary>Lets a running child end by itself, whatever children it has.</summary>
    End,

    /// <summary>Sends a signal to a running child, from outside.</summary>
    Signal,

    /// <summary>Ends the program, in whatever way, while children run.</summary>
    EndProgram,

    /// <summary>Reads or writes the current process, or reads the parent.</summary>
    Self,

    /// <summary>Makes a pipe.</summary>
    Pipe,

    /// <summary>Sends a message.</summary>
    Send,

    /// <summary>Receives a message, or waits for one that another sends.</summary>
    Receive,

    /// <summary>Polls a connection, or reads a member.</summary>
    LookAtPipe,

    /// <summary>Closes a connection.</summary>
    ClosePipe,

    /// <summary>Makes a queue.</summary>
    Queue,

    /// <summary>Puts into a queue.</summary>
    Put,

    /// <summary>Gets out of a queue.</summary>
    Get,

    /// <summary>Asks how full a queue is.</summary>
    LookAtQueue,

    /// <summary>Says that what was put is done, or waits until it is.</summary>
    Do,

    /// <summary>Closes a queue, or waits for its feeder.</summary>
    CloseQueue,

    /// <summary>Asks for the value of a target.</summary>
    Result,
}
