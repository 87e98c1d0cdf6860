using System;

namespace PyBridge.Conformance.Lane;

/// <summary>The program's own exception.</summary>
#pragma warning disable CA1710 // The name is that of the same exception in the other programs.
internal sealed class Boom(string? message) : Exception(message);
#pragma warning restore CA1710
