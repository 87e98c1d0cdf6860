using System;
using System.Collections.Generic;
using PyBridge.Pickle.Keys;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <summary>
/// The stack machine that executes a pickle. It never recurses, and allocates in proportion to the bytes that are
/// actually there, whatever lengths they claim.
/// </summary>
internal ref partial struct PickleMachine
{
    private const int BytesBetweenPauses = 1 << 16;

    private readonly ReadOnlySpan<byte> _input;
    private readonly PickleReaderOptions _options;
    private readonly PickleLimits _limits;
    private readonly PickleEffort _effort;
    private readonly KeyEffort _keys;
    private int _position;
    private int _instruction; // start of the current instruction
    private int _protocol;

    private object?[] _stack;
    private int _count;
    private int _fence; // the topmost mark; nothing below it may be popped
    private int[] _marks;
    private int _markCount;

    private object?[] _memo;
    private int _memoCount;
    private KeyTable _sparseMemo; // keys: boxed indexes

    // CPython writes a UUID in one piece: object, memo, state. The memo then has to hold what the state made of it.
    private PickleInstance? _uuid;
    private long _uuidIndex;

    // How much calls may copy, in items and bytes. Otherwise a pickle that repeatedly calls set(x) with the same list
    // would cost the product of both.
    private long _copyBudget;
    private int _buffersUsed;
    private int _pause; // where to pause for the check; the end of the input if there is none

    public PickleMachine(ReadOnlySpan<byte> input, PickleReaderOptions options, PickleEffort effort)
    {
        _input = input;
        _options = options;
        _limits = options.Limits;
        _effort = effort;
        _pause = effort.IsChecked ? 0 : input.Length;
        _keys = new KeyEffort(effort, Math.Min(_limits.MaxDepth, PickleLimits.MaxKeyDepth));
        _copyBudget = CopyBudget(input.Length);
        _stack = new object?[FirstStackCapacity];
        _marks = [];
        _memo = [];
    }

    /// <summary>The number of bytes read.</summary>
    public readonly int Position => _position;

    /// <summary>Executes instructions up to <c>STOP</c>.</summary>
    /// <returns>The topmost value.</returns>
    public object? Run()
    {
        if (_input.Length > _limits.MaxSize)
        {
            throw Fail($"the pickle is larger than {_limits.MaxSize} bytes");
        }

        while (true)
        {
            _instruction = _position;
            if (_position >= _pause)
            {
                Pause();
            }

            var opcode = (PickleOpcode)_input[_position++];
            if (opcode == PickleOpcode.Stop)
            {
                return Pop();
            }

            Execute(opcode);
        }
    }

    /// <summary>The end of the input, or a moment to check whether to stop.</summary>
    private void Pause()
    {
        if (_position >= _input.Length)
        {
            throw EndOfInput();
        }

        _effort.Check();
        _pause = (int)Math.Min(_input.Length, _position + (long)BytesBetweenPauses);
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Memoize: Memoize(); break;
            case PickleOpcode.BinGet: Push(Recall(ReadByte())); break;
            case PickleOpcode.LongBinGet: Push(Recall(ReadUInt32())); break;
            case PickleOpcode.ShortBinUnicode: Push(ReadUtf8(ReadByte())); break;
            case PickleOpcode.BinUnicode: Push(ReadUtf8(ReadUInt32())); break;
            case PickleOpcode.BinInt1: Push(BoxedIntegers.Get(ReadByte())); break;
            case PickleOpcode.BinInt2: Push(BoxedIntegers.Get(ReadUInt16())); break;
            case PickleOpcode.BinInt: Push(BoxedIntegers.Get((int)ReadUInt32())); break;
            case PickleOpcode.BinFloat: Push(ReadDouble()); break;
            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.NewTrue: Push(BoxedBooleans.True); break;
            case PickleOpcode.NewFalse: Push(BoxedBooleans.False); break;
            case PickleOpcode.Mark: PushMark(); break;
            case PickleOpcode.EmptyList: Push(new List<object?>()); break;
            case PickleOpcode.Append: Append(); break;
            case PickleOpcode.Appends: Appends(); break;
            case PickleOpcode.EmptyDict: Push(new PickleDictionary()); break;
            case PickleOpcode.SetItem: SetItem(); break;
            case PickleOpcode.SetItems: SetItems(); break;
            case PickleOpcode.EmptyTuple: Push(PickleTuple.Empty); break;
            case PickleOpcode.Tuple1: MakeTuple(1); break;
            case PickleOpcode.Tuple2: MakeTuple(2); break;
            case PickleOpcode.Tuple3: MakeTuple(3); break;
            case PickleOpcode.Tuple: Push(PickleTuple.Of(PopToMark())); break;
            case PickleOpcode.ShortBinBytes: Push(ReadBytes(ReadByte())); break;
            case PickleOpcode.BinBytes: Push(ReadBytes(ReadUInt32())); break;
            case PickleOpcode.BinBytes8: Push(ReadBytes(ReadUInt64())); break;
            case PickleOpcode.BinUnicode8: Push(ReadUtf8(ReadUInt64())); break;
            case PickleOpcode.ByteArray8: Push(new PickleByteArray(ReadBytes(ReadUInt64()))); break;
            case PickleOpcode.Long1: Push(ReadLong(ReadByte())); break;
            case PickleOpcode.Long4: Push(ReadLong((int)ReadUInt32())); break;
            case PickleOpcode.EmptySet: Push(new PickleSet()); break;
            case PickleOpcode.AddItems: AddItems(); break;
            case PickleOpcode.FrozenSet: MakeFrozenSet(); break;
            case PickleOpcode.Frame: CheckFrame(ReadUInt64()); break;
            case PickleOpcode.Proto: SetProtocol(ReadByte()); break;
            case PickleOpcode.StackGlobal: PushStackGlobal(); break;
            case PickleOpcode.Reduce: Reduce(); break;
            case PickleOpcode.NewObj: MakeNew(); break;
            case PickleOpcode.NewObjEx: MakeNewWithKeywords(); break;
            case PickleOpcode.Build: Build(); break;
            case PickleOpcode.Pop: PopValueOrMark(); break;
            case PickleOpcode.PopMark: DropToMark(); break;
            case PickleOpcode.Dup: Push(Peek()); break;
            case PickleOpcode.BinPersId: Push(LoadPersistent(Pop())); break;
            case PickleOpcode.NextBuffer: PushNextBuffer(); break;
            case PickleOpcode.ReadOnlyBuffer: MakeBufferReadOnly(); break;
            default: ExecuteOld(opcode); break;
        }
    }

    /// <summary>The instructions that only protocols 0 to 3 use; separate, to keep the common ones small.</summary>
    private void ExecuteOld(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut: Remember(ReadByte()); break;
            case PickleOpcode.LongBinPut: Remember(ReadUInt32()); break;
            case PickleOpcode.Put: Remember(ReadMemoIndex()); break;
            case PickleOpcode.Get: Push(Recall(ReadMemoIndex())); break;
            case PickleOpcode.Global: PushGlobal(); break;
            case PickleOpcode.Int: Push(ReadIntText()); break;
            case PickleOpcode.Long: Push(ReadLongText()); break;
            case PickleOpcode.Float: Push(ReadFloatText()); break;
            case PickleOpcode.String: Push(ReadQuotedString()); break;
            case PickleOpcode.Unicode: Push(ReadRawUnicode()); break;
            case PickleOpcode.BinString: Push(ReadAscii(ReadBinStringLength())); break;
            case PickleOpcode.ShortBinString: Push(ReadAscii(ReadByte())); break;
            case PickleOpcode.List: MakeList(); break;
            case PickleOpcode.Dict: MakeDictionary(); break;
            case PickleOpcode.Inst: MakeInst(); break;
            case PickleOpcode.Obj: MakeObj(); break;
            case PickleOpcode.PersId: Push(LoadPersistent(ReadAsciiLine())); break;
            case PickleOpcode.Ext1: throw FailExtension(ReadByte());
            case PickleOpcode.Ext2: throw FailExtension(ReadUInt16());
            case PickleOpcode.Ext4: throw FailExtension((int)ReadUInt32());
            default: throw Fail($"invalid load key, '{ShownKey((char)opcode)}'.");
        }
    }

    private static string ShownKey(char key) =>
        key is >= ' ' and <= '~' and not ('\'' or '\\') ? $"{key}" : $"\\x{(int)key:x2}";

    private void SetProtocol(byte protocol)
    {
        if (protocol > PickleWriter.HighestProtocol)
        {
            throw Fail($"unsupported pickle protocol: {protocol}");
        }

        _protocol = protocol;
    }

    /// <summary>A frame only says how much may be read at once; everything is already here.</summary>
    private readonly void CheckFrame(ulong length) => Require(length);

    private readonly PickleException FailExtension(int code) => Fail($"unregistered extension code {code}");

    private readonly PickleException Fail(string message) =>
        new(message, "UnpicklingError") { Offset = _instruction };

    private readonly PickleException EndOfInput() =>
        new("Ran out of input", "EOFError") { Offset = _instruction };
}
