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
    private static readonly (int Weight, MoveKind Kind)[] Processes =
    [
        (5, MoveKind.Create), (7, MoveKind.Start), (3, MoveKind.Join), (6, MoveKind.Read), (3, MoveKind.Write),
        (3, MoveKind.Call), (2, MoveKind.Children), (2, MoveKind.Wait), (3, MoveKind.End), (1, MoveKind.Signal),
        (4, MoveKind.Self), (1, MoveKind.Run), (1, MoveKind.Interrupt),
    ];

    private static readonly (int Weight, MoveKind Kind)[] Overlap =
        [(4, MoveKind.Thread), (6, MoveKind.Outlast), (2, MoveKind.Pending), (3, MoveKind.End), (1, MoveKind.Signal)];

    private static readonly (int Weight, MoveKind Kind)[] Ends =
        [(4, MoveKind.EndProgram), (4, MoveKind.End), (2, MoveKind.Signal), (5, MoveKind.Self), (2, MoveKind.Start)];

    private static readonly (int Weight, MoveKind Kind)[] Families =
        [(12, MoveKind.Create), (16, MoveKind.Start), (3, MoveKind.End), (5, MoveKind.Self), (1, MoveKind.EndProgram)];

    private static readonly (int Weight, MoveKind Kind)[] Arguments =
        [(8, MoveKind.CreateWith), (4, MoveKind.Start), (4, MoveKind.Mend), (5, MoveKind.Stranger), (3, MoveKind.Result)];

    private static readonly (int Weight, MoveKind Kind)[] Pipes =
    [
        (4, MoveKind.Pipe), (8, MoveKind.CreateWith), (4, MoveKind.Start), (8, MoveKind.Send), (8, MoveKind.Receive),
        (5, MoveKind.LookAtPipe), (4, MoveKind.ClosePipe), (3, MoveKind.Thread),
    ];

    private static readonly (int Weight, MoveKind Kind)[] Queues =
    [
        (4, MoveKind.Queue), (8, MoveKind.CreateWith), (4, MoveKind.Start), (8, MoveKind.Put), (8, MoveKind.Get),
        (4, MoveKind.LookAtQueue), (4, MoveKind.Do), (2, MoveKind.CloseQueue), (3, MoveKind.Thread),
    ];

    // What a sequence is about besides: what is about all things is about none for long.
    private static readonly (int Weight, MoveKind Kind)[][] Subjects =
        [[], Overlap, Ends, Families, Arguments, Pipes, Queues, [.. Overlap, .. Ends, .. Families]];

    private static Gen<Move> OneMove((int Weight, MoveKind Kind)[] subject) =>
        from kind in Gen.Frequency(Processes.Concat(subject).Select(kind => (kind.Weight, Gen.Constant(kind.Kind))))
        from actor in Gen.Choose(0, Highest)
        from target in Gen.Choose(0, Highest)
        from choice in Gen.Choose(0, Highest)
        select new Move(kind, actor, target, choice);

    private static readonly Gen<Move[]> Sequence =
        from subject in Gen.Elements(Subjects)
        from moves in Gen.ArrayOf(OneMove(subject), Length)
        select moves;

    private static readonly Arbitrary<Move[]> Arbitrary = Arb.Array(Arb.From(OneMove([]), ShrinkMove));

    /// <summary>The sequence of a seed and a number, the same each time.</summary>
    public static Move[] Generate(ulong seed, int number)
    {
        // FsCheck's gamma has to be odd.
        var random = new Rnd(seed, (2 * (ulong)number) + 1);
        return Gen.Sample(Sequence, 1, random, Length).Single();
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
