namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// The instructions of which a pickled graph is a list. Each object gets the next number when it is made or shelled,
/// and is referred to by that number from then on.
/// </summary>
internal enum GraphOpcode
{
    /// <summary>No more objects: the values of the slots follow.</summary>
    End,

    /// <summary>An object with its content: type, what a shell needs, content.</summary>
    Make,

    /// <summary>An object that others refer to before its content can be given: type, what a shell needs.</summary>
    Shell,

    /// <summary>The content of an object that was a shell until now: number, content.</summary>
    Fill,

    /// <summary>An object that the other side knows by a token: the token.</summary>
    Host,
}
