using System;

namespace PyBridge.Conformance;

/// <summary>What was asked for cannot be done; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
