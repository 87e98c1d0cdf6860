using System.Collections.Generic;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>
/// A queue, in all processes that have it. A thread of the putting process feeds all but a SimpleQueue: what is in it can be
/// got, but nobody can tell at what moment it has come.
/// </summary>
internal sealed class ModelQueue : IArgument
{
    public required string Label { get; init; }

    /// <summary>SimpleQueue, Queue or JoinableQueue.</summary>
    public required string Class { get; init; }

    /// <summary>How many it holds at most; 0 for any number.</summary>
    public required int Size { get; init; }

    /// <summary>The process that made it, and takes its semaphores away when it ends.</summary>
    public required ModelObject Maker { get; init; }

    /// <summary>How many have been put and not got.</summary>
    public int Count { get; set; }

    /// <summary>How many have been put and not been said to be done.</summary>
    public int Unfinished { get; set; }

    /// <summary>Who has put what is in it: of two, nobody knows whose comes first.</summary>
    public ModelObject? Putter { get; set; }

    /// <summary>Who has ever put something, and may hold a lock when it is killed.</summary>
    public HashSet<ModelObject> Putters { get; } = [];

    /// <summary>The processes that have it, and whether it is open there.</summary>
    public Dictionary<ModelObject, bool> Holders { get; } = [];

    /// <summary>Whether nobody can tell any more what it does.</summary>
    public bool IsUncertain { get; set; }

    public bool IsFed => Class != "SimpleQueue";

    public bool IsJoinable => Class == "JoinableQueue";

    public bool IsFull => Size > 0 && Count == Size;

    public JsonNode? Value => new JsonObject { ["held"] = Label };

    public bool IsOpenIn(ModelObject process) => Holders.TryGetValue(process, out var open) && open;

    /// <summary>Whether a process can put without anybody wondering what comes first.</summary>
    public bool TakesFrom(ModelObject process) => !IsUncertain && (Count == 0 || !IsFed || Putter == process);

    public bool IsCertain(ModelObject giver) => !IsUncertain && IsOpenIn(giver) && Maker.State == ModelObject.Life.Running;

    public bool CanBeSent(ModelObject giver) => true;

    public void GiveTo(ModelObject child) => Holders[child] = true;

    public void Put(ModelObject process)
    {
        Count++;
        Unfinished++;
        Putter = process;
        Putters.Add(process);
    }

    /// <summary>Notes that a process is no more.</summary>
    /// <param name="process">Which.</param>
    /// <param name="wasKilled">Whether it could not finish what it was about.</param>
    public void Lose(ModelObject process, bool wasKilled)
    {
        Holders.Remove(process);
        IsUncertain |= wasKilled && IsFed && Putters.Contains(process);
    }
}
