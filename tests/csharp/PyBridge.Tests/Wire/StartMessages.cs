using System;
using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle.Objects;
using PyBridge.Wire;

namespace PyBridge.Tests.Wire;

/// <summary>Start messages as a parent would write them, and as none would.</summary>
internal static class StartMessages
{
    private const int TooDeep = 100_000;

    /// <summary>That of a process without a target.</summary>
    public static byte[] Valid() => Encode(Prepare(), NoTarget());

    /// <summary>One whose objects name something of their sender that is not known here.</summary>
    public static byte[] WithUnknownToken() => Encode(Prepare(), [0x8C, 1, (byte)'x', 0x85, (byte)'Q', 0x85, (byte)'.']);

    /// <summary>Messages whose frame is right and whose content is not.</summary>
    public static IEnumerable<TestCaseData> Forged()
    {
        yield return OfPreparation("is too short for a number", [0xFF, 0xFF]);
        yield return OfPreparation("is empty", []);
        yield return OfPreparation("has a negative length", [0xFE, 0xFF, 0xFF, 0xFF]);
        yield return OfPreparation("claims more text than there is", [0xFF, 0xFF, 0xFF, 0x7F, 0, 0]);
        yield return OfPreparation("is a pickle", "cos\nsystem\n(S'true'\ntR."u8);
        yield return OfPreparation("is all zeros", new byte[TooDeep]);
        yield return OfClass("does not exist", "No.Such.Class, Nowhere");
        yield return OfClass("is no process", "System.String");
        yield return OfClass("is abstract", "System.IO.Stream");
        yield return Case("class has no label", Encode(Prepare(classNumber: 5), NoTarget()));
        yield return Case("module does not exist", Encode(Prepare(0, [new TypeLabel(3, 0x02000002, null)]), NoTarget()));
        yield return Case("more arguments than values", Encode(Prepare(argumentCount: 3), NoTarget()));
        yield return OfObjects("are no pickle", "garbage"u8);
        yield return OfObjects("are empty", []);
        yield return OfObjects("are no tuple", "N."u8);
        yield return OfObjects("are too deep", Deep());
        yield return OfObjects("name an unknown type", [(byte)'K', 9, (byte)'Q', 0x85, (byte)'.']);
        yield return OfObjects("call a function", "cos\nsystem\n(S'true'\ntRt."u8);
        yield return OfObjects("hold a number for a target", [(byte)'K', 7, 0x85, (byte)'.']);
    }

    private static TestCaseData OfPreparation(string title, ReadOnlySpan<byte> fields) =>
        Case($"preparation {title}", Frame(fields, NoTarget()));

    private static TestCaseData OfClass(string title, string name) =>
        Case($"class {title}", Encode(Prepare(0, [new TypeLabel(0, 0, name)]), NoTarget()));

    private static TestCaseData OfObjects(string title, ReadOnlySpan<byte> pickle) =>
        Case($"objects {title}", Encode(Prepare(), pickle.ToArray()));

    private static TestCaseData Case(string title, byte[] message) => new TestCaseData(message).SetArgDisplayNames(title);

    private static Preparation Prepare(int? classNumber = null, TypeLabel[]? types = null, int argumentCount = 0) => new()
    {
        Name = "stray",
        Identity = [3, 1],
        Daemon = false,
        AuthKey = [1, 2, 3],
        ParentPid = 70,
        ParentName = "MainProcess",
        ClassNumber = classNumber,
        ArgumentCount = argumentCount,
        Types = types ?? [],
        Modules = [],
        AssemblyFiles = [],
        HasNativeAssets = false,
        EntryAssembly = null,
    };

    private static byte[] NoTarget() =>
        new ObjectPickler().Dump([new Slot("target", typeof(Delegate))], [null]).Pickle.ToArray();

    /// <summary>A tuple in a tuple in a tuple …</summary>
    private static byte[] Deep()
    {
        var pickle = new byte[TooDeep + 2];
        pickle.AsSpan(1).Fill((byte)'\x85');
        pickle[0] = (byte)')';
        pickle[^1] = (byte)'.';
        return pickle;
    }

    private static byte[] Encode(Preparation preparation, byte[] objects)
    {
        var message = new List<byte>();
        foreach (var part in StartMessage.Encode(preparation, objects))
        {
            message.AddRange(part.Span);
        }

        return [.. message];
    }

    /// <summary>The header of a message in front of any bytes.</summary>
    private static byte[] Frame(ReadOnlySpan<byte> preparation, byte[] objects)
    {
        var header = Encode(Prepare(), objects).AsSpan(0, StartMessage.HeaderLength);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(header[12..], preparation.Length);
        return [.. header, .. preparation, .. objects];
    }
}
