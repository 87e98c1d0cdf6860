using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>Generates sequences of moves, and smaller ones of those.</summary>
internal static class Sequences
{
    private const int Length = 24;
    private const int Highest = 59;

    // How often each kind is chosen: enough starts that there is something to observe, not so many that it takes long.
    private static readonly (int Weight, MoveKind Kind)[] Kinds =
    [
        (5, MoveKind.Create), (6, MoveKind.Start), (4, MoveKind.Join), (8, MoveKind.Read), (3, MoveKind.Write),
        (4, MoveKind.Call), (2, MoveKind.Children), (2, MoveKind.Wait), (3, MoveKind.End), (1, MoveKind.Signal),
        (4, MoveKind.Self),
    ];

    private static readonly Gen<Move> OneMove =
        from kind in Gen.Frequency(Kinds.Select(kind => (kind.Weight, Gen.Constant(kind.Kind))))
        from actor in Gen.Choose(0, Highest)
        from target in Gen.Choose(0, Highest)
        from choice in Gen.Choose(0, Highest)
        select new Move(kind, actor, target, choice);

    private static readonly Arbitrary<Move[]> Arbitrary = Arb.Array(Arb.From(OneMove, ShrinkMove));

    /// <summary>The sequence of a seed and a number, the same each time.</summary>
    public static Move[] Generate(ulong seed, int number)
    {
        // FsCheck's gamma has to be odd.
        var random = new Rnd(seed, (2 * (ulong)number) + 1);
        return Gen.Sample(Gen.ArrayOf(OneMove, Length), 1, random, Length).Single();
    }

    /// <summary>Smaller sequences, the much smaller ones first.</summary>
    public static IEnumerable<Move[]> Shrink(Move[] moves) => Arbitrary.Shrinker(moves);

    private static IEnumerable<Move> ShrinkMove(Move move)
    {
        if (move.Actor > 0)
        {
            yield return move with { Actor = 0 };
        }

        if (move.Choice > 0)
        {
            yield return move with { Choice = 0 };
        }
    }
}
