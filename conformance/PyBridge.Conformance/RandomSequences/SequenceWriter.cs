using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using static PyBridge.Conformance.RandomSequences.ModelObject;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// Turns moves into steps of a scenario. It follows a model of who lives, and leaves out what would hang, and what
/// would race: after whatever ends a child, the child's end is awaited before anybody looks.
/// </summary>
internal sealed class SequenceWriter
{
    private const int ObjectsAtMost = 6;
    private const int DepthAtMost = 2;

    private readonly ModelObject _main = new() { Label = "main", Owner = null, IsBrief = false, IsDaemon = false, State = Life.Running };
    private readonly List<ModelObject> _objects = [];
    private readonly JsonArray _steps = [];

    private SequenceWriter()
    {
    }

    /// <summary>The steps of a sequence; none if no move of it can be made.</summary>
    public static JsonArray Write(IEnumerable<Move> moves)
    {
        var writer = new SequenceWriter();
        foreach (var move in moves)
        {
            writer.Make(move);
        }

        return writer._steps;
    }

    private void Make(Move move)
    {
        var actors = _objects.Where(IsActing).Prepend(_main).ToList();
        var actor = actors[move.Actor % actors.Count];
        var own = _objects.Where(one => (one.Owner ?? _main) == actor).ToList();
        switch (move.Kind)
        {
            case MoveKind.Create:
                Create(actor, move);
                break;
            case MoveKind.Children:
                Step(actor, Steps.Children());
                break;
            case MoveKind.Self:
                Self(actor, move.Choice);
                break;
            default:
                if (own.Count > 0)
                {
                    Use(move, actor, own[move.Object % own.Count]);
                }

                break;
        }
    }

    private void Use(Move move, ModelObject actor, ModelObject target)
    {
        switch (move.Kind)
        {
            case MoveKind.Start:
                Start(actor, target);
                break;
            case MoveKind.Join:
                Join(actor, target, move.Choice);
                break;
            case MoveKind.Read:
                Step(actor, Steps.Read(target.Label, move.Choice));
                break;
            case MoveKind.Write:
                Write(actor, target, move.Choice);
                break;
            case MoveKind.Call:
                Call(actor, target, move.Choice);
                break;
            case MoveKind.Wait:
                Step(actor, Steps.Wait(target.Label));
                break;
            case MoveKind.End when CanEnd(target):
                Step(target, Steps.Ending(move.Choice));
                HasEnded(target);
                break;
            case MoveKind.Signal when CanEnd(target):
                Add(Steps.Signal(target.Label, move.Choice));
                HasEnded(target);
                break;
        }
    }

    private void Create(ModelObject creator, Move move)
    {
        if (_objects.Count == ObjectsAtMost || creator.Depth == DepthAtMost)
        {
            return;
        }

        var (step, isBrief, daemon) = Steps.Create($"p{_objects.Count + 1}", move.Choice, move.Object);
        var made = new ModelObject
        {
            Label = step["as"]!.GetValue<string>(),
            Owner = creator == _main ? null : creator,
            IsBrief = isBrief,
            IsDaemon = daemon ?? creator.IsDaemon,
        };
        _objects.Add(made);
        Step(creator, step);
    }

    private void Start(ModelObject actor, ModelObject target)
    {
        Step(actor, Steps.Call(target.Label, "start"));
        if (target.State != Life.New || actor.IsDaemon)
        {
            return;
        }

        target.State = Life.Running;
        if (target.IsBrief)
        {
            Step(actor, Steps.Call(target.Label, "join"));
            target.State = Life.Ended;
        }
        else
        {
            // Its answer shows that it has come: a child that dies before it says hello is waited for in vain.
            Step(target, Steps.Read("current", 0));
        }
    }

    private void Join(ModelObject actor, ModelObject target, int choice)
    {
        var mayWait = target.State != Life.Running;
        Step(actor, Steps.Join(target.Label, mayWait, choice));
    }

    private void Write(ModelObject actor, ModelObject target, int choice)
    {
        var (step, daemon) = Steps.Write(target.Label, choice);
        Step(actor, step);
        // Of a started object it is refused.
        if (target.State is Life.New or Life.Closed)
        {
            target.IsDaemon = daemon ?? target.IsDaemon;
        }
    }

    private void Call(ModelObject actor, ModelObject target, int choice)
    {
        var method = Steps.Method(choice);
        if (method == "close")
        {
            Step(actor, Steps.Call(target.Label, method));
            target.State = target.State == Life.Running ? Life.Running : Life.Closed;
        }
        else if (target.State != Life.Running || CanEnd(target))
        {
            Step(actor, Steps.Call(target.Label, method));
            if (target.State == Life.Running)
            {
                HasEnded(target);
            }
        }
    }

    private void Self(ModelObject actor, int choice)
    {
        var (step, daemon) = Steps.Self(choice, hasParent: actor != _main);
        Step(actor, step);
        actor.IsDaemon = daemon ?? actor.IsDaemon;
    }

    private void HasEnded(ModelObject target)
    {
        Add(Steps.Ended(target.Label));
        target.State = Life.Ended;
    }

    // One that has running children of its own waits for them, or leaves them behind.
    private bool CanEnd(ModelObject target) =>
        IsActing(target) && _objects.All(one => one.Owner != target || one.State != Life.Running);

    private static bool IsActing(ModelObject one) => one.State == Life.Running && !one.IsBrief;

    private void Step(ModelObject actor, JsonObject step)
    {
        if (actor != _main)
        {
            step.Insert(0, "in", actor.Label);
        }

        Add(step);
    }

    private void Add(JsonObject step) => _steps.Add(step);
}
