using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Objects.Scalars;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Writes the flat list of items that makes up a pickled graph.</summary>
internal sealed class ItemWriter
{
    // As in CPython's pickler: this many items go into a list at once.
    private const int BatchSize = 1000;

    private const int LargeBlock = 1 << 16; // bytes; what is smaller is as fast in the pickle
    private const int MostBuffers = 64;     // each may become a descriptor

    private readonly PickleWriter _pickle = new();
    private readonly TypeRegistry _types;
    private readonly Dictionary<string, int> _texts = new(ReferenceEqualityComparer.Instance);
    private readonly List<ReadOnlyMemory<byte>>? _buffers;
    private int _inBatch;

    /// <param name="types">The types that are named.</param>
    /// <param name="buffers">Gets large blocks, which the pickle then leaves out; without it the pickle holds them all.</param>
    public ItemWriter(TypeRegistry types, List<ReadOnlyMemory<byte>>? buffers = null)
    {
        _types = types;
        _buffers = buffers;
        _pickle.WriteEmptyList();
    }

    public void WriteNone()
    {
        Next();
        _pickle.WriteNone();
    }

    public void WriteBool(bool value)
    {
        Next();
        _pickle.WriteBool(value);
    }

    public void WriteInt(long value)
    {
        Next();
        _pickle.WriteInt(value);
    }

    public void WriteFloat(double value)
    {
        Next();
        _pickle.WriteFloat(value);
    }

    /// <summary>Writes text; if the same object comes again, only a reference to it.</summary>
    public void WriteString(string value)
    {
        Next();
        ref int memo = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, value, out bool known);
        if (known)
        {
            _pickle.WriteGet(memo);
        }
        else
        {
            _pickle.WriteString(value);
            memo = _pickle.Memoize();
        }
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Next();
        _pickle.WriteBytes(value);
    }

    public void WriteType(Type type)
    {
        Next();
        _pickle.WriteInt(_types.NumberOf(type));
        _pickle.WritePersistentId();
    }

    /// <summary>Writes a token of the host, in a tuple, which distinguishes it from the number of a type.</summary>
    public void WriteToken(object token)
    {
        Next();
        GeneralPickler.Save(_pickle, token);
        _pickle.WriteTuple(1);
        _pickle.WritePersistentId();
    }

    public void Write(in Part part)
    {
        switch (part.Kind)
        {
            case PartKind.Type:
                WriteType((Type)part.Value!);
                break;
            case PartKind.Block:
                WriteBlock((Array)part.Value!);
                break;
            case PartKind.Reference:
                WriteInt(((GraphNode)part.Value!).Birth);
                break;
            case PartKind.Scalar when part.Value is { } value:
                Scalar.Write(this, value);
                break;
            default:
                WriteNone();
                break;
        }
    }

    public ReadOnlyMemory<byte> Finish()
    {
        if (_inBatch > 0)
        {
            _pickle.WriteAppends();
        }

        return _pickle.Finish();
    }

    private void WriteBlock(Array block)
    {
        if (_buffers is null || _buffers.Count == MostBuffers || MemoryBlock.LengthOf(block) is not (>= LargeBlock and var size))
        {
            WriteBytes(MemoryBlock.BytesOf(block));
            return;
        }

        Next();
        _buffers.Add(new ArrayMemory(block, (int)size).Memory);
        _pickle.WriteNextBuffer(isReadOnly: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Next()
    {
        if (_inBatch == BatchSize)
        {
            _pickle.WriteAppends();
            _inBatch = 0;
        }

        if (_inBatch++ == 0)
        {
            _pickle.WriteMark();
        }
    }
}
