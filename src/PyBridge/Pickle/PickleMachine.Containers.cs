using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using PyBridge.Pickle.Keys;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>Lists, tuples, dictionaries and sets.</content>
internal ref partial struct PickleMachine
{
    private void Append()
    {
        object? item = Pop();
        ItemsOf(Peek()).Add(item);
    }

    private void Appends()
    {
        int start = PopMark();
        object? target = BelowMark(start);
        if (start < _count)
        {
            AddRange(ItemsOf(target), new ReadOnlySpan<object?>(_stack, start, _count - start));
            Truncate(start);
        }
    }

    /// <summary>
    /// The container below a mark that was just removed. It must exist, even if nothing goes into it; as in CPython,
    /// its type matters only if something does.
    /// </summary>
    private readonly object? BelowMark(int start) => start > _fence ? _stack[start - 1] : throw Underflow();

    private readonly List<object?> ItemsOf(object? target) => target switch
    {
        List<object?> list => list,
        PickleInstance instance => (instance.Content ??= new PickleInstanceState()).ListItems ??= [],
        _ => throw Fail("items can be appended to lists and objects only"),
    };

    private static void AddRange(List<object?> list, ReadOnlySpan<object?> items)
    {
        int before = list.Count;
        CollectionsMarshal.SetCount(list, before + items.Length);
        items.CopyTo(CollectionsMarshal.AsSpan(list)[before..]);
    }

    private void MakeList()
    {
        int start = PopMark();
        var list = new List<object?>();
        AddRange(list, new ReadOnlySpan<object?>(_stack, start, _count - start));
        Truncate(start);
        Push(list);
    }

    private void MakeTuple(int count)
    {
        if (_count - _fence < count)
        {
            throw Underflow();
        }

        var tuple = new PickleTuple(new ReadOnlySpan<object?>(_stack, _count - count, count).ToArray());
        Truncate(_count - count + 1);
        ReplaceTop(tuple);
    }

    private void SetItem()
    {
        object? value = Pop();
        object? key = Pop();
        EntriesOf(Peek()).Set(key, value, AtInstruction());
    }

    private void SetItems()
    {
        int start = PopMark();
        object? target = BelowMark(start);
        if (start < _count)
        {
            SetEntries(EntriesOf(target), start, "SETITEMS");
            Truncate(start);
        }
    }

    private void MakeDictionary()
    {
        int start = PopMark();
        var dictionary = new PickleDictionary();
        SetEntries(dictionary, start, "DICT");
        Truncate(start);
        Push(dictionary);
    }

    private readonly void SetEntries(PickleDictionary target, int start, string instruction)
    {
        ReadOnlySpan<object?> entries = new ReadOnlySpan<object?>(_stack, start, _count - start);
        if (entries.Length % 2 != 0)
        {
            throw Fail("odd number of items for " + instruction);
        }

        KeyEffort effort = AtInstruction();
        target.Grow(entries.Length / 2);
        for (int i = 0; i < entries.Length; i += 2)
        {
            target.Set(entries[i], entries[i + 1], effort);
        }
    }

    private readonly PickleDictionary EntriesOf(object? target) => target switch
    {
        PickleDictionary dictionary => dictionary,
        PickleInstance instance => (instance.Content ??= new PickleInstanceState()).DictItems ??= [],
        _ => throw Fail("items can be set in dictionaries and objects only"),
    };

    private void AddItems()
    {
        int start = PopMark();
        object? target = BelowMark(start);
        if (start == _count)
        {
            return;
        }

        if (target is not PickleSet set)
        {
            throw Fail("items can be added to sets only");
        }

        set.AddRange(new ReadOnlySpan<object?>(_stack, start, _count - start), AtInstruction());
        Truncate(start);
    }

    private void MakeFrozenSet()
    {
        int start = PopMark();
        var set = new PickleFrozenSet(new ReadOnlySpan<object?>(_stack, start, _count - start), AtInstruction());
        Truncate(start);
        Push(set);
    }
}
