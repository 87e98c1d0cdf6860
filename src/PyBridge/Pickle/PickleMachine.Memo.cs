using System;
using PyBridge.Pickle.Keys;

namespace PyBridge.Pickle;

/// <content>
/// The memo: values by index. CPython numbers them 0, 1, 2; a hostile pickle may number them as it likes, so
/// indexes far beyond the count go into a table instead of stretching the array.
/// </content>
internal ref partial struct PickleMachine
{
    private const int DenseSlack = 64;
    private const int FirstMemoCapacity = 32;

    /// <summary>Represents <c>None</c> in the memo, where <see langword="null"/> means a free place.</summary>
    private static readonly object MemoizedNone = new();

    private void Memoize() => Remember(_memoCount);

    private void Remember(long index)
    {
        object? value = Peek();
        NoteUuid(value, index);
        if (index >= _memo.Length && index <= (2L * _memoCount) + DenseSlack)
        {
            long capacity = Math.Max(FirstMemoCapacity, Math.Max(index + 1, 2L * _memo.Length));
            Array.Resize(ref _memo, (int)Math.Min(capacity, Array.MaxLength));
        }

        bool isNew = index < _memo.Length ? RememberDense((int)index, value) : RememberSparse(index, value);
        if (isNew && _memoCount++ >= _limits.MaxMemo)
        {
            throw Fail($"the memo holds more than {_limits.MaxMemo} values");
        }
    }

    private bool RememberDense(int index, object? value)
    {
        bool isNew = _memo[index] is null && (_sparseMemo.Count == 0 || FindSparse(index) < 0);
        _memo[index] = value ?? MemoizedNone;
        return isNew;
    }

    private bool RememberSparse(long index, object? value)
    {
        int before = _sparseMemo.Count;
        int place = _sparseMemo.FindOrAdd(index, AtInstruction());
        _sparseMemo.ValueAt(place) = value;
        return _sparseMemo.Count > before;
    }

    private object? Recall(long index)
    {
        object? value = index < _memo.Length ? _memo[index] : null;
        if (value is not null)
        {
            return value == MemoizedNone ? null : value;
        }

        int place = _sparseMemo.Count == 0 ? -1 : FindSparse(index);
        return place >= 0 ? _sparseMemo.ValueAt(place) : throw Fail($"Memo value not found at index {index}");
    }

    private void ReplaceMemo(long index, object value)
    {
        if (index < _memo.Length)
        {
            _memo[index] = value;
        }
        else
        {
            _sparseMemo.ValueAt(FindSparse(index)) = value;
        }
    }

    private readonly int FindSparse(long index) => _sparseMemo.Find(index, AtInstruction());

    private long ReadMemoIndex()
    {
        ReadOnlySpan<byte> line = ReadLine();
        if (line.IsEmpty || line.Length > LongDigits || line.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw Fail("a memo index must be a number that is not negative");
        }

        long index = 0;
        foreach (byte digit in line)
        {
            index = (index * 10) + (digit - '0');
        }

        return index;
    }

    /// <summary>The bound for keys, with the current position in the pickle.</summary>
    private readonly KeyEffort AtInstruction()
    {
        _keys.Offset = _instruction;
        return _keys;
    }
}
