using System;

namespace PyBridge.Wire;

/// <summary>Reads the fields written by a <see cref="FieldWriter"/>. Nothing in them is trusted.</summary>
/// <param name="bytes">The fields, and whatever follows them.</param>
/// <param name="what">What the fields are, for error messages.</param>
/// <remarks>
/// Every worker runs this before its target, so it uses nothing that would make a worker load a framework assembly,
/// such as <c>BinaryPrimitives</c> and <c>AsSpan</c>.
/// </remarks>
internal sealed class FieldReader(ReadOnlyMemory<byte> bytes, string what)
{
    /// <summary>Written for an optional field without a value.</summary>
    public const int Nothing = -1;

    public const int IdLength = 16;

    /// <summary>Where the next field begins.</summary>
    public int Position { get; private set; }

    /// <exception cref="PickleException">There is none, or it is negative.</exception>
    public int Number() => Int32() is >= 0 and var value ? value : throw Malformed("a number is negative");

    /// <exception cref="PickleException">There is none.</exception>
    public int? OptionalNumber() => NextIsNothing() ? null : Number();

    /// <exception cref="PickleException">There is none, or it is neither 0 nor 1.</exception>
    public bool Flag() => Int32() switch
    {
        0 => false,
        1 => true,
        _ => throw Malformed("a flag is neither 0 nor 1"),
    };

    /// <exception cref="PickleException">The bytes end before it does.</exception>
    public string Text()
    {
        var length = Count(sizeof(char));
        var place = Take(length * sizeof(char));
        var text = new char[length];
        for (var i = 0; i < length; i++)
        {
            text[i] = (char)(place[2 * i] | (place[(2 * i) + 1] << 8));
        }

        return new string(text);
    }

    /// <exception cref="PickleException">The bytes end before it does.</exception>
    public string? OptionalText() => NextIsNothing() ? null : Text();

    /// <exception cref="PickleException">The bytes end before they do.</exception>
    public string[] Texts()
    {
        var texts = new string[Count(sizeof(int))];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
        }

        return texts;
    }

    /// <exception cref="PickleException">The bytes end before they do.</exception>
    public byte[] Bytes() => Take(Count(sizeof(byte))).ToArray();

    /// <exception cref="PickleException">The bytes end before it does.</exception>
    public Guid Id() => new(Take(IdLength));

    /// <summary>How many items follow.</summary>
    /// <param name="smallest">The size of the smallest item in bytes.</param>
    /// <exception cref="PickleException">There cannot be that many, so no memory is allocated for them.</exception>
    public int Count(int smallest)
    {
        var count = Number();
        return count <= (bytes.Length - Position) / smallest ? count : throw StopsEarly();
    }

    /// <exception cref="PickleException">More bytes follow.</exception>
    public void End()
    {
        if (Position != bytes.Length)
        {
            throw Malformed("bytes follow it");
        }
    }

    /// <summary>Creates the exception for bytes that are not the expected fields.</summary>
    public PickleException Malformed(string why) =>
        new($"{what} cannot be read: {why}", "UnpicklingError") { Offset = Position };

    private PickleException StopsEarly() => Malformed("it stops early");

    private bool NextIsNothing()
    {
        var start = Position;
        if (Int32() == Nothing)
        {
            return true;
        }

        Position = start;
        return false;
    }

    private int Int32()
    {
        var place = Take(sizeof(int));
        return place[0] | (place[1] << 8) | (place[2] << 16) | (place[3] << 24);
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        if (size > bytes.Length - Position)
        {
            throw StopsEarly();
        }

        var place = bytes.Span.Slice(Position, size);
        Position += size;
        return place;
    }
}
