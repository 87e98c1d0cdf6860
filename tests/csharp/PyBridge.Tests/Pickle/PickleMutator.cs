using System;
using System.Buffers.Binary;
using PyBridge.Pickle;

namespace PyBridge.Tests.Pickle;

/// <summary>Makes pickles that are nearly right: small changes to good ones, reproducible from a seed.</summary>
internal sealed class PickleMutator
{
    private const int MaxChanges = 4;
    private const int MaxInserted = 12;
    private const int BombOdds = 100;
    private const int BombLength = 8 * 1024;

    private static readonly PickleOpcode[] Opcodes = Enum.GetValues<PickleOpcode>();

    private static readonly ulong[] Extremes =
        [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1UL << 40, long.MaxValue, ulong.MaxValue];

    private static readonly string[] Snippets =
    [
        "(", ")", "]", "}", "N", "2", "0", "1", "t", "a", "e", "s", "u", "R", "b", "o", "(dNb", "I7\n", "L8L\n",
        "F1.5\n", "p3\n", "g3\n", "S'x'\n", "Vy\n", "Pid\n",
        "cbuiltins\nset\n", "cbuiltins\nbytearray\n", "c_codecs\nencode\n",
        "cdatetime\ndatetime\n", "cdecimal\nDecimal\n", "cuuid\nUUID\n", "cos\nsystem\n", "im\nC\n",
        "ccopy_reg\n_reconstructor\n", "I99999999999999999999\n",
    ];

    private readonly Random _random;
    private readonly byte[][] _corpus;

    public PickleMutator(int seed, byte[][] corpus)
    {
        _random = new Random(seed);
        _corpus = corpus;
    }

    /// <summary>The next mutated pickle.</summary>
    public byte[] Next()
    {
        byte[] pickle = [.. Pick(_corpus)];
        for (int changes = 1 + _random.Next(1 + _random.Next(MaxChanges)); changes > 0 && pickle.Length > 0; changes--)
        {
            pickle = Change(pickle);
        }

        return pickle;
    }

    private byte[] Change(byte[] pickle)
    {
        int at = _random.Next(pickle.Length);
        if (_random.Next(BombOdds) == 0)
        {
            return [.. pickle[..at], .. Bomb(), .. pickle[at..]];
        }

        switch (_random.Next(9))
        {
            case 0: // Flip a bit.
                pickle[at] ^= (byte)(1 << _random.Next(8));
                return pickle;
            case 1: // Truncate.
                return pickle[..at];
            case 2: // Splice: the start of this one, the end of another.
                byte[] other = Pick(_corpus);
                return [.. pickle[..at], .. other[_random.Next(other.Length)..]];
            case 3: // Insert instructions with random bytes for arguments.
                return [.. pickle[..at], .. RandomInstructions(), .. pickle[at..]];
            case 4: // Insert an instruction of protocol 0, or a known global.
                return [.. pickle[..at], .. System.Text.Encoding.Latin1.GetBytes(Pick(Snippets)), .. pickle[at..]];
            case 5: // Tamper with what may be a length.
                WriteExtreme(pickle.AsSpan(at));
                return pickle;
            case 6: // Another instruction.
                pickle[at] = (byte)Pick(Opcodes);
                return pickle;
            case 7: // Repeat a piece.
                int end = at + _random.Next(pickle.Length - at);
                return [.. pickle[..end], .. pickle[at..]];
            default: // Drop a piece.
                return [.. pickle[..at], .. pickle[(at + _random.Next(Math.Min(16, pickle.Length - at)))..]];
        }
    }

    private byte[] RandomInstructions()
    {
        byte[] inserted = new byte[1 + _random.Next(MaxInserted)];
        for (int i = 0; i < inserted.Length; i++)
        {
            inserted[i] = _random.Next(3) == 0 ? (byte)_random.Next(256) : (byte)Pick(Opcodes);
        }

        return inserted;
    }

    /// <summary>A few instructions, over and over: each byte may cost as much as it can.</summary>
    private byte[] Bomb()
    {
        byte[] pattern = RandomInstructions();
        byte[] bomb = new byte[BombLength];
        for (int i = 0; i < bomb.Length; i++)
        {
            bomb[i] = pattern[i % pattern.Length];
        }

        return bomb;
    }

    private void WriteExtreme(Span<byte> place)
    {
        Span<byte> little = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(little, Pick(Extremes));
        int size = Math.Min(1 << _random.Next(4), place.Length);
        little[..size].CopyTo(place);
    }

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
