using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Text;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>
/// The calls whose results are general values, in the forms that CPython writes. Each returns <see langword="null"/>
/// for any other form: the call then stays a recipe.
/// </content>
internal ref partial struct PickleMachine
{
    private object? Call(KnownGlobal callable, PickleTuple args) => callable switch
    {
        KnownGlobal.ByteArray => MakeByteArray(args.Items),
        KnownGlobal.Bytes => args.Count == 0 ? Array.Empty<byte>() : null,
        KnownGlobal.CodecsEncode => Encode(args.Items),
        KnownGlobal.Complex => MakeComplex(args.Items),
        KnownGlobal.GetItem => args.Items is [PickleTuple { Count: 1 } single, 0L] ? single[0] : null,
        KnownGlobal.FrozenSet => MakeFrozenSet(args.Items),
        KnownGlobal.Set => MakeSet(args.Items),
        KnownGlobal.Reconstructor => Reconstruct(args.Items),
        KnownGlobal.NewObject => MakeNew(args.Items),
        KnownGlobal.NewObjectWithKeywords => MakeNewWithKeywords(args.Items),
        KnownGlobal.Date => CalendarCalls.MakeDate(args.Items),
        KnownGlobal.DateTime => CalendarCalls.MakeDateTime(args.Items),
        KnownGlobal.Time => CalendarCalls.MakeTime(args.Items),
        KnownGlobal.TimeDelta => CalendarCalls.MakeTimeDelta(args.Items),
        KnownGlobal.Decimal => args.Items is [string text] ? DecimalText.Parse(text) : null,
        _ => null,
    };

    private PickleByteArray? MakeByteArray(ReadOnlySpan<object?> args)
    {
        switch (args)
        {
            case []:
                return new PickleByteArray([]);
            case [byte[] bytes]:
                SpendCopy(bytes.Length);
                return new PickleByteArray((byte[])bytes.Clone());
            case [string text, "latin-1"]:
                return EncodeLatin1(text) is { } encoded ? new PickleByteArray(encoded) : null;
            default:
                return null;
        }
    }

    private byte[]? Encode(ReadOnlySpan<object?> args) => args is [string text, "latin1"] ? EncodeLatin1(text) : null;

    private byte[]? EncodeLatin1(string text)
    {
        SpendCopy(text.Length);
        return Latin1Text.TryEncode(text, out byte[]? bytes) ? bytes : null;
    }

    private PickleSet? MakeSet(ReadOnlySpan<object?> args)
    {
        if (!TryGetItems(args, out ReadOnlySpan<object?> items))
        {
            return null;
        }

        var set = new PickleSet();
        set.AddRange(items, AtInstruction());
        return set;
    }

    private PickleFrozenSet? MakeFrozenSet(ReadOnlySpan<object?> args) =>
        TryGetItems(args, out ReadOnlySpan<object?> items) ? new PickleFrozenSet(items, AtInstruction()) : null;

    private bool TryGetItems(ReadOnlySpan<object?> args, out ReadOnlySpan<object?> items)
    {
        items = [];
        if (args is [List<object?> list])
        {
            SpendCopy(list.Count);
            items = CollectionsMarshal.AsSpan(list);
            return true;
        }

        return args.IsEmpty;
    }

    /// <summary><c>copyreg._reconstructor(cls, object, None)</c> is <c>object.__new__(cls)</c>.</summary>
    private static PickleInstance? Reconstruct(ReadOnlySpan<object?> args) =>
        args is [PickleGlobal or PickleInstance, PickleGlobal { Known: KnownGlobal.Object }, null]
            ? new PickleInstance(PickleInstanceKind.New, args[0], PickleTuple.Empty)
            : null;

    private PickleInstance? MakeNew(ReadOnlySpan<object?> args)
    {
        if (args is not [PickleGlobal or PickleInstance, ..])
        {
            return null;
        }

        SpendCopy(args.Length);
        return new PickleInstance(PickleInstanceKind.New, args[0], PickleTuple.Of(args[1..].ToArray()));
    }

    private static PickleInstance? MakeNewWithKeywords(ReadOnlySpan<object?> args) =>
        args is [PickleGlobal or PickleInstance, PickleTuple values, PickleDictionary keywords]
            ? new PickleInstance(PickleInstanceKind.New, args[0], values) { Kwargs = keywords }
            : null;

    // Not inlined: Complex is in System.Runtime.Numerics, which most pickles need not load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Complex? MakeComplex(ReadOnlySpan<object?> args) =>
        args is [double real, double imaginary] ? new Complex(real, imaginary) : null;

    /// <summary>How much calls may copy: honest ones copy each byte twice, as for a bytearray in protocol 0.</summary>
    private static long CopyBudget(int size) => 2L * size;

    private void SpendCopy(int units)
    {
        _copyBudget -= units;
        if (_copyBudget < 0)
        {
            throw Fail("the calls of the pickle copy more than it holds");
        }
    }
}
