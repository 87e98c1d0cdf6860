namespace PyBridge;

/// <summary>An object that is meaningful only in the process that made it, and so never crosses to another.</summary>
/// <remarks>Lets the layers below refuse such an object without knowing its type.</remarks>
internal interface IProcessBound
{
    /// <summary>Why it cannot cross, and what to do instead.</summary>
    /// <param name="verb">How another process can get something usable instead: "pass" or "send".</param>
    string ReasonAgainst(string verb);
}
