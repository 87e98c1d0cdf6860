using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// Turns moves into steps of a scenario. It follows a model of who lives and who has what, and leaves out what would hang, and
/// what would race: after whatever ends a child, the child's end is awaited before anybody looks.
/// </summary>
internal sealed class SequenceWriter
{
    private readonly Model _model;
    private readonly Endings _endings;
    private readonly ProcessMoves _processes;
    private readonly ArgumentMoves _arguments;
    private readonly EndMoves _ends;
    private readonly OverlapMoves _overlap;
    private readonly PipeMoves _pipes;
    private readonly QueueMoves _queues;
    private readonly ResultMoves _results;

    private SequenceWriter(IReadOnlySet<string> can)
    {
        _model = new Model(can);
        _model.Actors.Add(new ModelActor { Label = _model.Main.Label, Process = _model.Main, IsThread = false });
        _endings = new Endings(_model);
        _processes = new ProcessMoves(_model, _endings);
        _arguments = new ArgumentMoves(_model, _processes);
        _ends = new EndMoves(_model, _endings);
        _overlap = new OverlapMoves(_model, _endings);
        _pipes = new PipeMoves(_model);
        _queues = new QueueMoves(_model);
        _results = new ResultMoves(_model);
    }

    /// <param name="moves">The sequence.</param>
    /// <param name="can">What those who play it can.</param>
    /// <returns>The steps, none if no move of it can be made, and which of the capabilities they need.</returns>
    public static (JsonArray Steps, IReadOnlyCollection<string> Needs) Write(IEnumerable<Move> moves, IReadOnlySet<string> can)
    {
        var writer = new SequenceWriter(can);
        foreach (var move in moves)
        {
            writer.Make(move);
        }

        writer._endings.Finish();
        return (writer._model.Steps, writer._model.Needs);
    }

    private void Make(Move move)
    {
        switch (move.Kind)
        {
            case MoveKind.End:
                _ends.End(move);
                break;
            case MoveKind.Signal:
                _ends.Signal(move);
                break;
            case MoveKind.EndProgram:
                _ends.EndProgram(move);
                break;
            case MoveKind.Pending:
                _overlap.Pending(move);
                break;
            default:
                if (Able(move.Kind) is { Count: > 0 } able)
                {
                    Make(move, able[move.Actor % able.Count]);
                }

                break;
        }
    }

    /// <summary>The actors that have what the move is about.</summary>
    private List<ModelActor> Able(MoveKind kind)
    {
        Func<ModelObject, bool> has = kind switch
        {
            MoveKind.Stranger => process => _model.Strangers.Any(stranger => stranger.Process == process),
            MoveKind.Mend => process => _model.Lists.Any(list => list.Holder == process),
            MoveKind.Send or MoveKind.Receive or MoveKind.LookAtPipe or MoveKind.ClosePipe =>
                process => _model.Ends.Any(end => end.Holders.ContainsKey(process)),
            MoveKind.Put or MoveKind.Get or MoveKind.LookAtQueue or MoveKind.Do or MoveKind.CloseQueue =>
                process => _model.Queues.Any(queue => queue.Holders.ContainsKey(process)),
            _ => _ => true,
        };
        return [.. _model.Free.Where(actor => has(actor.Process))];
    }

    private void Make(Move move, ModelActor actor)
    {
        switch (move.Kind)
        {
            case MoveKind.Create:
                _processes.Create(actor, move);
                break;
            case MoveKind.CreateWith:
                _arguments.Create(actor, move);
                break;
            case MoveKind.Mend:
                _arguments.Mend(actor, move);
                break;
            case MoveKind.Stranger:
                _arguments.UseStranger(actor, move);
                break;
            case MoveKind.Children:
                _model.Step(actor, Steps.Children());
                break;
            case MoveKind.Self:
                _processes.Self(actor, move.Choice);
                break;
            case MoveKind.Thread:
                _overlap.Thread(actor, move);
                break;
            case MoveKind.Result:
                _results.Make(actor, move);
                break;
            default:
                if (!MakeWithChannel(move, actor) && _model.OwnedBy(actor.Process) is { Count: > 0 } own)
                {
                    Use(move, actor, own[move.Object % own.Count]);
                }

                break;
        }
    }

    private bool MakeWithChannel(Move move, ModelActor actor)
    {
        switch (move.Kind)
        {
            case MoveKind.Pipe:
                _pipes.Make(actor, move);
                return true;
            case MoveKind.Send:
                _pipes.Send(actor, move);
                return true;
            case MoveKind.Receive:
                _pipes.Receive(actor, move);
                return true;
            case MoveKind.LookAtPipe:
                _pipes.Look(actor, move);
                return true;
            case MoveKind.ClosePipe:
                _pipes.Close(actor, move);
                return true;
            case MoveKind.Queue:
                _queues.Make(actor, move);
                return true;
            case MoveKind.Put:
                _queues.Put(actor, move);
                return true;
            case MoveKind.Get:
                _queues.Get(actor, move);
                return true;
            case MoveKind.LookAtQueue:
                _queues.Look(actor, move);
                return true;
            case MoveKind.Do:
                _queues.Do(actor, move);
                return true;
            case MoveKind.CloseQueue:
                _queues.Close(actor, move);
                return true;
            default:
                return false;
        }
    }

    private void Use(Move move, ModelActor actor, ModelObject target)
    {
        switch (move.Kind)
        {
            case MoveKind.Start:
                _processes.Start(actor, target);
                break;
            case MoveKind.Join:
                _processes.Join(actor, target, move.Choice);
                break;
            case MoveKind.Outlast:
                _overlap.Outlast(actor, target, move.Choice);
                break;
            case MoveKind.Read:
                _processes.Read(actor, target.Label, move.Choice);
                break;
            case MoveKind.Write:
                _processes.Write(actor, target, move.Choice);
                break;
            case MoveKind.Call:
                _processes.Call(actor, target, move.Choice);
                break;
            case MoveKind.Run:
                _processes.Run(actor, target);
                break;
            case MoveKind.Interrupt:
                _ends.Interrupt(actor, target);
                break;
            case MoveKind.Wait:
                _processes.Wait(actor, target, move.Choice);
                break;
        }
    }
}
