using System;

namespace PyBridge.Pickle;

/// <content>The stack and its marks.</content>
internal ref partial struct PickleMachine
{
    private const int FirstStackCapacity = 16;

    private void Push(object? value)
    {
        if (_count == _stack.Length)
        {
            Array.Resize(ref _stack, checked(_count * 2));
        }

        _stack[_count++] = value;
    }

    private object? Pop()
    {
        if (_count <= _fence)
        {
            throw Underflow();
        }

        object? value = _stack[--_count];
        _stack[_count] = null;
        return value;
    }

    private readonly object? Peek()
    {
        if (_count <= _fence)
        {
            throw Underflow();
        }

        return _stack[_count - 1];
    }

    private readonly void ReplaceTop(object? value) => _stack[_count - 1] = value;

    private void PushMark()
    {
        if (_markCount == _limits.MaxDepth)
        {
            throw Fail($"more than {_limits.MaxDepth} marks are open");
        }

        if (_markCount == _marks.Length)
        {
            Array.Resize(ref _marks, Math.Max(8, _markCount * 2));
        }

        _marks[_markCount++] = _count;
        _fence = _count;
    }

    /// <summary>Removes the topmost mark.</summary>
    /// <returns>Where the values above it start.</returns>
    private int PopMark()
    {
        if (_markCount == 0)
        {
            throw Fail("could not find MARK");
        }

        int start = _marks[--_markCount];
        _fence = _markCount > 0 ? _marks[_markCount - 1] : 0;
        return start;
    }

    private object?[] PopToMark()
    {
        int start = PopMark();
        object?[] values = new ReadOnlySpan<object?>(_stack, start, _count - start).ToArray();
        Truncate(start);
        return values;
    }

    private void DropToMark() => Truncate(PopMark());

    private void Truncate(int count)
    {
        // Cleared, so that popped values can be collected.
        Array.Clear(_stack, count, _count - count);
        _count = count;
    }

    private void PopValueOrMark()
    {
        if (_markCount > 0 && _fence == _count)
        {
            PopMark();
        }
        else
        {
            AdoptStateSetter(Pop());
        }
    }

    private readonly PickleException Underflow() =>
        Fail(_markCount > 0 ? "unexpected MARK found" : "unpickling stack underflow");
}
