using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>One end of a pipe, in all processes that have it.</summary>
internal sealed class ModelEnd : IArgument
{
    public required string Label { get; init; }

    /// <summary>What comes to this end and was not received: whether each message is bytes.</summary>
    public Queue<bool> Incoming { get; } = [];

    public bool Readable { get; init; } = true;

    public bool Writable { get; init; } = true;

    /// <summary>The processes that have it, and whether it is open there.</summary>
    public Dictionary<ModelObject, bool> Holders { get; } = [];

    public ModelEnd Other { get; private set; } = null!;

    /// <summary>Whether what comes of a use is the system's affair: somebody has gone and left messages unread.</summary>
    public bool IsUncertain { get; private set; }

    public bool IsOpen => Holders.ContainsValue(true);

    public JsonNode? Value => new JsonObject { ["held"] = Label };

    /// <summary>Whether there is something to receive, the end being something too.</summary>
    public bool IsReady => Incoming.Count > 0 || !Other.IsOpen;

    public static void Connect(ModelEnd first, ModelEnd second)
    {
        first.Other = second;
        second.Other = first;
    }

    public bool IsOpenIn(ModelObject process) => Holders.TryGetValue(process, out var open) && open;

    public bool IsCertain(ModelObject giver) => !IsUncertain;

    public bool CanBeSent(ModelObject giver) => IsOpenIn(giver);

    public void GiveTo(ModelObject child) => Holders[child] = true;

    /// <summary>Closes it in one process.</summary>
    public void CloseIn(ModelObject process)
    {
        if (Holders.ContainsKey(process))
        {
            Holders[process] = false;
        }

        if (!IsOpen && Incoming.Count > 0)
        {
            IsUncertain = Other.IsUncertain = true;
        }
    }

    /// <summary>Whether it may be closed there without losing messages.</summary>
    public bool MayBeClosedIn(ModelObject process) =>
        Incoming.Count == 0 || !IsOpenIn(process) || Holders.Count(holder => holder.Value) > 1;
}
