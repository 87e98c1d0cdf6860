using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle;

/// <summary>Large bytes that are moved to an array: all of them, once, and never twice in memory.</summary>
internal sealed class MovableMemoryTests
{
    private const int Count = 1_500_000; // three steps of 4 MiB, the last one smaller

    [Test]
    public void TryMove_OfAll_GivesBackFromTheEnd()
    {
        var memory = new Lent(Count * sizeof(long));
        long[] target = new long[Count];
        Assert.That(MovableMemory.TryMove(memory.Memory, target), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(target, Is.EqualTo(Enumerable.Range(0, Count).Select(number => (long)number)));
            Assert.That(memory.GivenBack, Is.EqualTo(new[] { 7_805_696, 3_611_392, 0 }));
        });
    }

    [Test]
    public void TryMove_OfWhatWasMoved_LeavesItToTheArray()
    {
        var memory = new Lent(Count * sizeof(long));
        long[] target = new long[Count];
        MovableMemory.TryMove(memory.Memory, target);
        target[5] = -1;
        Assert.Multiple(() =>
        {
            Assert.That(MovableMemory.TryMove(memory.Memory, new long[Count]), Is.False);
            Assert.That(BitConverter.ToInt64(memory.Memory.Span[(5 * sizeof(long))..]), Is.EqualTo(-1));
        });
    }

    [Test]
    public void TryMove_OfAPart_DoesNothing()
    {
        var memory = new Lent(Count * sizeof(long));
        Assert.Multiple(() =>
        {
            Assert.That(MovableMemory.TryMove(memory.Memory[8..], new long[Count - 1]), Is.False);
            Assert.That(MovableMemory.TryMove(memory.Memory[..^8], new long[Count - 1]), Is.False);
            Assert.That(MovableMemory.TryMove(new byte[8], new long[1]), Is.False);
            Assert.That(memory.GivenBack, Is.Empty);
        });
    }

    [Test]
    public void ToArray_OfBufferInSuchMemory_MovesItOnce()
    {
        var memory = new Lent(Count * sizeof(long));
        var buffer = new PickleBuffer(memory.Memory, isReadOnly: true);
        byte[] bytes = buffer.ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(memory.GivenBack[^1], Is.Zero);
            Assert.That(buffer.ToArray(), Is.SameAs(bytes));
            Assert.That(BitConverter.ToInt64(bytes, bytes.Length - 8), Is.EqualTo(Count - 1));
        });
    }

    /// <summary>Numbers from 0 on; what is given back is overwritten, so that whoever still reads it reads something else.</summary>
    private sealed class Lent : MovableMemory
    {
        private readonly byte[] _bytes;

        public Lent(int length)
        {
            _bytes = new byte[length];
            for (int i = 0; i < length / sizeof(long); i++)
            {
                BitConverter.TryWriteBytes(_bytes.AsSpan(i * sizeof(long)), (long)i);
            }
        }

        public List<int> GivenBack { get; } = [];

        protected override int Length => _bytes.Length;

        protected override Span<byte> Content => _bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void GiveBack(int start)
        {
            GivenBack.Add(start);
            _bytes.AsSpan(start).Fill(0xFF);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
