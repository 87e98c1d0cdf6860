namespace PyBridge.Tests.Pickle;

/// <summary>A value that CPython wrote.</summary>
/// <param name="Name">Its name in <c>pickle_cases.py</c>.</param>
/// <param name="DotNetType">The name of the type it is read as; empty where that depends on the protocol.</param>
/// <param name="Pickle">The bytes.</param>
internal sealed record PickleCase(string Name, string DotNetType, byte[] Pickle);
