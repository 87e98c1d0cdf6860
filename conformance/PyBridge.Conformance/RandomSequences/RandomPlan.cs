using System;
using System.Collections.Generic;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What to try at random.</summary>
/// <param name="Ports">The lanes to try.</param>
/// <param name="Lanes">All lanes, for the references among them.</param>
/// <param name="Known">The differences that are explained.</param>
/// <param name="Seed">What the sequences are made of.</param>
/// <param name="First">The number of the first sequence.</param>
/// <param name="Count">How many sequences at most.</param>
/// <param name="Duration">How long to go on at most; no limit if <see langword="null"/>.</param>
/// <param name="Jobs">How many at a time.</param>
/// <param name="Patience">When something counts as a hang.</param>
internal sealed record RandomPlan(
    IReadOnlyList<Lane> Ports,
    IReadOnlyList<Lane> Lanes,
    KnownDifferences Known,
    ulong Seed,
    int First,
    int Count,
    TimeSpan? Duration,
    int Jobs,
    Patience Patience);
