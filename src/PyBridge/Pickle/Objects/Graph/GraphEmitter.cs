using System;
using System.Collections.Generic;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// Writes objects as soon as everything they refer to has a number: as a whole if possible, or as a shell that is
/// filled later if a cycle requires it.
/// </summary>
internal sealed class GraphEmitter(ItemWriter items)
{
    private readonly Queue<GraphNode> _ready = new();
    private int _born;

    /// <summary>The number of objects written with their content.</summary>
    public int CompleteCount { get; private set; }

    /// <summary>Writes an object, now or once what it waits for exists, and those that waited for it.</summary>
    /// <returns><see langword="false"/> if an object would have to exist before itself.</returns>
    public bool Complete(GraphNode node)
    {
        _ready.Enqueue(node);
        while (_ready.TryDequeue(out GraphNode? next))
        {
            if (!TryWrite(next))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the values of the slots and ends the pickle.</summary>
    public ReadOnlyMemory<byte> Finish(Part[] slots)
    {
        items.WriteInt((long)GraphOpcode.End);
        Write(slots);
        return items.Finish();
    }

    private bool TryWrite(GraphNode node)
    {
        if (MustWait(node))
        {
            return true;
        }

        if (!WriteShellsFor(node.Parts))
        {
            return false;
        }

        if (node.Codec is null)
        {
            items.WriteInt((long)GraphOpcode.Host);
            items.WriteToken(node.Token!);
            Number(node);
        }
        else if (node.IsBorn)
        {
            items.WriteInt((long)GraphOpcode.Fill);
            items.WriteInt(node.Birth);
            Write(node.Parts.AsSpan(node.ShellParts));
        }
        else
        {
            WriteHead(GraphOpcode.Make, node);
            Write(node.Parts);
            Number(node);
        }

        node.Parts = [];
        node.IsComplete = true;
        CompleteCount++;
        return true;
    }

    private static bool MustWait(GraphNode node)
    {
        foreach (ref readonly Part part in node.Parts.AsSpan())
        {
            if (part.Kind == PartKind.Reference
                && part.Value is GraphNode { IsBorn: false, Codec: not { HasShell: true } } missing)
            {
                (missing.Waiting ??= []).Add(node);
                return true;
            }
        }

        return false;
    }

    private bool WriteShellsFor(ReadOnlySpan<Part> parts)
    {
        foreach (ref readonly Part part in parts)
        {
            if (part.Kind == PartKind.Reference && part.Value is not GraphNode { IsBorn: true }
                && !WriteShell(part.Value as GraphNode))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteShell(GraphNode? node)
    {
        // A collection that is its own comparer, or a comparer not met yet.
        if (node is not { Codec.HasShell: true, IsBeingShelled: false })
        {
            return false;
        }

        node.IsBeingShelled = true;
        ReadOnlySpan<Part> parts = node.Parts.AsSpan(0, node.ShellParts);
        if (!WriteShellsFor(parts))
        {
            return false;
        }

        WriteHead(GraphOpcode.Shell, node);
        Write(parts);
        Number(node);
        return true;
    }

    private void WriteHead(GraphOpcode opcode, GraphNode node)
    {
        items.WriteInt((long)opcode);
        if (node.Slot >= 0)
        {
            items.WriteInt(node.Slot);
        }
        else
        {
            items.WriteType(node.Codec!.WireType);
        }
    }

    private void Write(ReadOnlySpan<Part> parts)
    {
        foreach (ref readonly Part part in parts)
        {
            items.Write(part);
        }
    }

    private void Number(GraphNode node)
    {
        node.Birth = _born++;
        if (node.Waiting is { } waiting)
        {
            foreach (GraphNode other in waiting)
            {
                _ready.Enqueue(other);
            }

            node.Waiting = null;
        }
    }
}
