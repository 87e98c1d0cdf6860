using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>
/// Tuples and frozen sets. They exist only after their items, and may by then have been written as part of one of them:
/// then the items are dropped, and the existing one is used.
/// </content>
internal sealed partial class GeneralPickler
{
    private void SaveFrozenSet(PickleFrozenSet set)
    {
        if (TryWriteGet(set))
        {
            return;
        }

        Enter();
        _writer.WriteMark();
        for (int i = 0; i < set.Count; i++)
        {
            Save(set.ItemAt(i));
        }

        Leave();
        if (_memo.TryGet(set, out int index))
        {
            _writer.WritePopMark();
            _writer.WriteGet(index);
            return;
        }

        _writer.WriteFrozenSet();
        Remember(set);
    }

    private void SaveTuple(PickleTuple tuple)
    {
        // As in CPython: an empty tuple is not worth a memo entry.
        if (tuple.Count == 0)
        {
            _writer.WriteEmptyTuple();
        }
        else if (!TryWriteGet(tuple))
        {
            Enter();
            SaveTupleItems(tuple);
            Leave();
        }
    }

    private void SaveTupleItems(PickleTuple tuple)
    {
        bool isShort = tuple.Count <= 3;
        if (!isShort)
        {
            _writer.WriteMark();
        }

        foreach (object? item in tuple.Items)
        {
            Save(item);
        }

        if (_memo.TryGet(tuple, out int index))
        {
            DropItems(tuple.Count, isShort);
            _writer.WriteGet(index);
        }
        else
        {
            if (isShort)
            {
                _writer.WriteTuple(tuple.Count);
            }
            else
            {
                _writer.WriteTupleFromMark();
            }

            Remember(tuple);
        }
    }

    private void DropItems(int count, bool isUnmarked)
    {
        if (!isUnmarked)
        {
            _writer.WritePopMark();
            return;
        }

        for (int i = 0; i < count; i++)
        {
            _writer.WritePop();
        }
    }
}
