using System;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>What comes from outside the pickle: persistent identifiers and out-of-band buffers.</content>
internal ref partial struct PickleMachine
{
    private readonly object? LoadPersistent(object? identifier) => _options.PersistentLoad is { } load
        ? load(identifier)
        : throw Fail(
            "A load persistent id instruction was encountered, but no persistent_load function was specified.");

    private void PushNextBuffer()
    {
        if (_options.Buffers is not { } buffers)
        {
            throw Fail("pickle stream refers to out-of-band data but no *buffers* argument was given");
        }

        if (_buffersUsed == buffers.Count)
        {
            throw Fail("not enough out-of-band buffers");
        }

        ReadOnlyMemory<byte> content = buffers[_buffersUsed++];
        Push(MemoryMarshal.TryGetArray(content, out ArraySegment<byte> part) && part.Array!.Length == part.Count
            ? new PickleByteArray(part.Array)
            : new PickleBuffer(content, isReadOnly: false));
    }

    private readonly void MakeBufferReadOnly()
    {
        switch (Peek())
        {
            case PickleByteArray buffer:
                ReplaceTop(buffer.Content);
                break;
            case PickleBuffer buffer:
                ReplaceTop(new PickleBuffer(buffer.Content, isReadOnly: true));
                break;
            case byte[]:
                break;
            default:
                throw Fail("only bytes can be made read-only");
        }
    }
}
