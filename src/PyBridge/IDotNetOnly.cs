namespace PyBridge;

/// <summary>An object that crosses unchanged to .NET children and means nothing to Python.</summary>
internal interface IDotNetOnly;
