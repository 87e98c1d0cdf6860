using System;
using System.Collections.Generic;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>An object found while walking a graph.</summary>
internal sealed class GraphNode(object value, ObjectCodec? codec)
{
    private const int NotBorn = -1;

    /// <summary>The object.</summary>
    public object Value { get; } = value;

    /// <summary>How it crosses; <see langword="null"/> for the slots themselves and for host objects.</summary>
    public ObjectCodec? Codec { get; } = codec;

    /// <summary>What the host writes instead of the object.</summary>
    public object? Token { get; init; }

    /// <summary>The description; empty once written.</summary>
    public Part[] Parts { get; set; } = [];

    /// <summary>How many of the parts are needed to create the shell.</summary>
    public int ShellParts { get; set; }

    /// <summary>How many of the parts come before the last key.</summary>
    public int KeyParts { get; set; }

    /// <summary>The part that is being visited.</summary>
    public int Cursor { get; set; }

    /// <summary>The slot whose declared type is exactly the type of this object, or -1.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>The number under which others refer to it.</summary>
    public int Birth { get; set; } = NotBorn;

    /// <summary>Whether others can already refer to it.</summary>
    public bool IsBorn => Birth != NotBorn;

    /// <summary>Whether its content is written.</summary>
    public bool IsComplete { get; set; }

    /// <summary>When it was met; Tarjan's index.</summary>
    public int Discovery { get; set; }

    /// <summary>The earliest object in the same cycle that it leads to; Tarjan's low link.</summary>
    public int Low { get; set; }

    /// <summary>The same for its keys only; <see cref="int.MaxValue"/> if they lead to none.</summary>
    public int KeyLow { get; set; } = int.MaxValue;

    /// <summary>Whether the cycle it may be part of has not been fully walked yet.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether its shell is being written; it cannot be part of itself.</summary>
    public bool IsBeingShelled { get; set; }

    /// <summary>Objects whose content cannot be written until this one is born.</summary>
    public List<GraphNode>? Waiting { get; set; }

    /// <summary>Records that the part being visited leads to an object in the same cycle.</summary>
    public void Reach(int discovery)
    {
        Low = Math.Min(Low, discovery);
        if (Cursor < KeyParts)
        {
            KeyLow = Math.Min(KeyLow, discovery);
        }
    }
}
