using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>
/// Walks a graph of objects depth first, on its own stack so that any depth is possible, and hands over each object
/// once everything it refers to has been handed over, as far as cycles allow.
/// </summary>
/// <remarks>
/// Cycles are found as in R. Tarjan, "Depth-first search and linear graph algorithms" (1972). Hashed and sorted
/// collections wait until their whole cycle is complete, because hash codes may depend on any part of it.
/// </remarks>
internal sealed class GraphWriter
{
    private const string ThisHint =
        "; the lambda captures 'this': make it static, or copy the field that it needs to a local variable";

    private readonly Dictionary<object, GraphNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly List<GraphNode> _path = [];
    private readonly List<GraphNode> _open = [];
    private readonly List<GraphNode> _keyed = [];
    private readonly CodecTable _codecs = new();
    private readonly TypeRegistry _types;
    private readonly IObjectReducer? _reducer;
    private readonly PartSink _sink;
    private readonly GraphEmitter _emitter;

    private readonly CapturedVariables? _captures;

    /// <summary>Prepares for one graph.</summary>
    /// <param name="types">The types that are named.</param>
    /// <param name="reducer">Decides which objects cross as a token of the host.</param>
    /// <param name="captures">What is left out; <see langword="null"/> if nothing is.</param>
    /// <param name="buffers">Gets large blocks, which the pickle then leaves out; <see langword="null"/> if it holds them all.</param>
    public GraphWriter(
        TypeRegistry types, IObjectReducer? reducer, CapturedVariables? captures = null, List<ReadOnlyMemory<byte>>? buffers = null)
    {
        _captures = captures;
        _types = types;
        _reducer = reducer;
        _sink = new PartSink(_codecs, types, captures);
        _emitter = new GraphEmitter(new ItemWriter(types, buffers));
    }

    /// <summary>Writes the values of slots and everything they lead to.</summary>
    /// <exception cref="PickleException">Something cannot cross.</exception>
    public ReadOnlyMemory<byte> Write(Slot[] slots, object?[] values)
    {
        GraphNode root = Enter(new GraphNode(values, new SlotsCodec(slots)));
        while (_path.Count > 0)
        {
            GraphNode node = _path[^1];
            if (node.Cursor < node.Parts.Length)
            {
                Visit(node, ref node.Parts[node.Cursor]);
            }
            else
            {
                Leave(node);
            }
        }

        if (_emitter.CompleteCount < _nodes.Count)
        {
            throw CycleOf(FindIncomplete(), slots[0].Path);
        }

        return _emitter.Finish(root.Parts);
    }

    /// <summary>The captured variable that led to the refusal; <see langword="null"/> if none did.</summary>
    public (object Closure, FieldInfo Variable)? FindCapture()
    {
        for (int i = _path.Count - 1; i >= 0; i--)
        {
            if (MemberNames.IsClosure(_path[i].Value.GetType()) && ObjectPath.FieldOf(_path[i], _sink) is { } variable)
            {
                return (_path[i].Value, variable);
            }
        }

        return null;
    }

    private void Visit(GraphNode node, ref Part part)
    {
        switch (part.Kind)
        {
            case PartKind.Refusal:
                throw Refused((Refusal)part.Value!);
            case PartKind.Reference:
                VisitObject(node, ref part);
                break;
            default:
                node.Cursor++;
                break;
        }
    }

    private void VisitObject(GraphNode node, ref Part part)
    {
        object value = part.Value!;
        _captures?.CheckHolder(value, node.Value);
        ref GraphNode? child = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, value, out bool known);
        if (known)
        {
            if (child!.IsOpen)
            {
                node.Reach(child.Discovery);
            }

            part = part with { Value = child };
            node.Cursor++;
            return;
        }

        child = CreateNode(value, part.Slot);
        part = part with { Value = child };
        Enter(child);
    }

    private GraphNode CreateNode(object value, int slot)
    {
        if (_reducer is not null && _reducer.TryReduce(value, out object? token))
        {
            return new GraphNode(value, codec: null) { Token = token };
        }

        Type type = value.GetType();
        if (_reducer?.ReasonAgainst(value) is { } objection)
        {
            throw Refused(new Refusal(type, objection));
        }

        if (_codecs.Find(type) is not { } codec)
        {
            throw Refused(new Refusal(type, Refusals.ReasonAgainst(type)));
        }

        return _types.ReasonAgainst(codec.WireType) is { } reason
            ? throw Refused(new Refusal(type, reason))
            : new GraphNode(value, codec) { Slot = slot };
    }

    private GraphNode Enter(GraphNode node)
    {
        // The slots are not among the nodes, so they count from -1.
        node.Discovery = _nodes.Count - 1;
        node.Low = node.Discovery;
        if (node.Codec is { } codec)
        {
            _sink.Clear();
            codec.DescribeShell(node.Value, _sink);
            node.ShellParts = _sink.Count;
            codec.Describe(node.Value, _sink);
            node.KeyParts = _sink.KeyCount;
            node.Parts = _sink.ToArray();
        }

        _path.Add(node);
        _open.Add(node);
        return node;
    }

    private void Leave(GraphNode node)
    {
        if (node.KeyLow <= node.Discovery)
        {
            string path = PathTo(_path);
            throw new PickleException(
                $"cannot pickle {path}: {node.Value.GetType()} (its keys refer back to it, but it never changes)",
                "TypeError")
            { Path = path };
        }

        bool isKeyed = node.Codec is { IsKeyed: true, HasShell: true };
        if (node.Low == node.Discovery)
        {
            CloseCycle(node, isKeyed);
        }
        else if (isKeyed)
        {
            _keyed.Add(node);
        }
        else
        {
            Complete(node);
        }

        _path.RemoveAt(_path.Count - 1);
        if (_path.Count > 0)
        {
            GraphNode parent = _path[^1];
            parent.Reach(node.Low);
            parent.Cursor++;
        }
    }

    private void CloseCycle(GraphNode first, bool isKeyed)
    {
        if (!isKeyed && _path.Count > 1)
        {
            Complete(first);
        }

        foreach (GraphNode keyed in _keyed)
        {
            Complete(keyed);
        }

        _keyed.Clear();
        if (isKeyed)
        {
            Complete(first);
        }

        int start = _open.LastIndexOf(first);
        for (int i = start; i < _open.Count; i++)
        {
            _open[i].IsOpen = false;
        }

        _open.RemoveRange(start, _open.Count - start);
    }

    private void Complete(GraphNode node)
    {
        if (!_emitter.Complete(node))
        {
            throw CycleOf(node, PathTo(_path));
        }
    }

    private GraphNode FindIncomplete()
    {
        foreach (GraphNode node in _nodes.Values)
        {
            if (!node.IsComplete)
            {
                return node;
            }
        }

        throw new InvalidOperationException();
    }

    private static PickleException CycleOf(GraphNode node, string path) =>
        new($"cannot pickle {path}: {node.Value.GetType()} (its cycle cannot be made again)", "TypeError")
        {
            Path = path,
        };

    private PickleException Refused(Refusal refusal)
    {
        string path = PathTo(_path);
        string hint = CapturesThis() ? ThisHint : string.Empty;
        return new PickleException($"cannot pickle {path}: {refusal.Type} ({refusal.Reason}){hint}", "TypeError")
        {
            Path = path,
        };
    }

    /// <summary>Whether the path leads through the object a lambda belongs to because it uses a member of it.</summary>
    private bool CapturesThis()
    {
        foreach (GraphNode node in _path)
        {
            if (node.Value is Delegate { Target: { } target } called && called.Method.Name.StartsWith('<')
                && !MemberNames.IsClosure(target.GetType()) && !target.GetType().Name.StartsWith('<'))
            {
                return true;
            }
        }

        return false;
    }

    private string PathTo(List<GraphNode> path) => ObjectPath.Describe(path, _sink);
}
