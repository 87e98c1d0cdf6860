using System;

namespace PyBridge.Conformance.Lane;

/// <summary>The scenario uses a word this program does not know.</summary>
internal sealed class UnknownStepException(string word) : Exception(word);
