namespace PyBridge;

/// <summary>An object that crosses to children of .NET, where it is the same, and that means nothing to Python.</summary>
internal interface IDotNetOnly;
