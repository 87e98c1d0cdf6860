using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Connections;

/// <summary>A message whose length does not fit into four bytes, to and from every CPython from 3.8 on.</summary>
[Explicit("a Python process takes up to 5 GiB of memory")]
[Category("Slow")]
[CancelAfter(600_000)]
internal sealed class LargeMessageTests : ProcessFixture
{
    private const int PieceLength = (64 << 20) + 1;
    private const int Pieces = 34; // 2.1 GiB
    private const long Length = (long)PieceLength * Pieces;
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Connections", "large_peer.py");

    private static IEnumerable<PythonInterpreter> Pythons =>
        PythonInterpreters.All.Where(python => python.Version >= new Version(3, 8)); // 3.7 has no extended length

    [TestCaseSource(nameof(Pythons))]
    public void Message_Of2GiBAndMore_CrossesBothWays(PythonInterpreter python)
    {
        var piece = new byte[PieceLength];
        new Random(7).NextBytes(piece);
        var digest = DigestOf(piece);
        using var listener = new Listener(family: ConnectionFamily.Unix, authKey: "secret"u8.ToArray());
        using var peer = new RunningProgram(python.Executable, ["-B", Script, listener.Address.Path!, "secret"]);
        using (var connection = listener.Accept())
        {
            connection.SendBytes(Segment.Sequence(piece, Pieces));
            Assert.That(connection.Receive<long>(), Is.EqualTo(Length));
            Assert.That(connection.ReceiveBytes(), Is.EqualTo(digest), "what Python has got");

            using var hash = SHA256.Create();
            using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            {
                Assert.That(connection.ReceiveBytesTo(stream), Is.EqualTo(Length));
            }

            Assert.That(hash.Hash, Is.EqualTo(digest), "what Python has sent");
            connection.Send("seen");
        }

        var run = peer.End();
        Assert.That(run.StandardOutput, Is.EqualTo("ok\n"), () => run.StandardError);
    }

    private static byte[] DigestOf(byte[] piece)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < Pieces; i++)
        {
            hash.AppendData(piece);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The same piece again and again: no array can be so long, and memory is dear.</summary>
    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private Segment(byte[] piece, Segment? before)
        {
            Memory = piece;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + piece.Length;
                before.Next = this;
            }
        }

        public static ReadOnlySequence<byte> Sequence(byte[] piece, int count)
        {
            var first = new Segment(piece, before: null);
            var last = first;
            for (var i = 1; i < count; i++)
            {
                last = new Segment(piece, last);
            }

            return new ReadOnlySequence<byte>(first, 0, last, piece.Length);
        }
    }
}
