using System;
using PyBridge.Platform;

namespace PyBridge.Wire;

/// <summary>Takes a start message apart. Nothing in it is trusted: it may be stray, truncated or forged.</summary>
internal static class StartMessageReader
{
    /// <exception cref="PickleException">The message is truncated, forged or of another version.</exception>
    public static ReceivedMessage Read(Inheritance inheritance)
    {
        Span<byte> header = stackalloc byte[StartMessage.HeaderLength];
        ReadExactly(inheritance, header, "header");
        CheckHeader(header);
        var preparation = ReadPart(inheritance, UInt32(header[12..]), "preparation");
        var objects = ReadPart(inheritance, UInt64(header[16..]), "objects");
        var call = ReadPart(inheritance, UInt64(header[24..]), "call");
        return new ReceivedMessage(PreparationFields.Read(preparation), objects, call);
    }

    /// <summary>Takes apart one that is there as a whole.</summary>
    /// <exception cref="PickleException">The message is truncated, forged or of another version.</exception>
    public static ReceivedMessage Read(byte[] message)
    {
        if (message.Length < StartMessage.HeaderLength)
        {
            throw StopsEarly("header", message.Length, StartMessage.HeaderLength);
        }

        var header = message.AsSpan(0, StartMessage.HeaderLength);
        CheckHeader(header);
        var place = StartMessage.HeaderLength;
        var preparation = TakePart(message, ref place, UInt32(header[12..]), "preparation");
        var objects = TakePart(message, ref place, UInt64(header[16..]), "objects");
        var call = TakePart(message, ref place, UInt64(header[24..]), "call");
        return new ReceivedMessage(PreparationFields.Read(preparation), objects, call);
    }

    /// <summary>Creates the exception for bytes that are not a start message.</summary>
    public static PickleException Unreadable(string why, string pythonType = "UnpicklingError") =>
        new($"PyBridge worker: the start message cannot be read: {why}.", pythonType);

    private static void CheckHeader(ReadOnlySpan<byte> header)
    {
        for (var i = 0; i < StartMessage.Magic.Length; i++)
        {
            if (header[i] != StartMessage.Magic[i])
            {
                throw Unreadable("it does not begin as one");
            }
        }

        var version = UInt32(header[8..]);
        if (version != StartMessage.Version)
        {
            throw OfVersion(version);
        }
    }

    // By hand, like FieldReader: a worker would load the assembly of BinaryPrimitives just for this.
    private static uint UInt32(ReadOnlySpan<byte> place) =>
        (uint)(place[0] | (place[1] << 8) | (place[2] << 16) | (place[3] << 24));

    private static ulong UInt64(ReadOnlySpan<byte> place) => UInt32(place) | ((ulong)UInt32(place[4..]) << 32);

    private static byte[] TakePart(byte[] message, ref int place, ulong length, string part)
    {
        var left = message.Length - place;
        if (length > (ulong)left)
        {
            throw StopsEarly(part, left, (int)Math.Min(length, int.MaxValue));
        }

        var bytes = message.AsSpan(place, (int)length).ToArray();
        place += (int)length;
        return bytes;
    }

    private static byte[] ReadPart(Inheritance inheritance, ulong length, string part)
    {
        if (length > (ulong)Array.MaxLength)
        {
            throw Unreadable($"its {part} would be {length} bytes long");
        }

        // Not cleared, so that a false length costs address space, not memory.
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        ReadExactly(inheritance, bytes, part);
        return bytes;
    }

    private static void ReadExactly(Inheritance inheritance, Span<byte> buffer, string part)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = inheritance.Read(buffer[filled..]);
            if (count == 0)
            {
                throw StopsEarly(part, filled, buffer.Length);
            }

            filled += count;
        }
    }

    // Error messages are built separately: string interpolation makes a method load extra code.
    private static PickleException OfVersion(uint version) => Unreadable(
        $"it is of version {version}, and this PyBridge reads version {StartMessage.Version}: "
        + "parent and child use different versions of PyBridge");

    private static PickleException StopsEarly(string part, int filled, int length) =>
        Unreadable($"its {part} stops after {filled} of {length} bytes", "EOFError");
}
