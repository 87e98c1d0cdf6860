using System.Runtime.InteropServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>Recipes of objects, turned back into the instructions they came from.</content>
/// <remarks>CPython: <c>Lib/pickle.py</c>, <c>save_reduce</c>.</remarks>
internal sealed partial class GeneralPickler
{
    private void SaveInstance(PickleInstance instance)
    {
        if (TryWriteGet(instance))
        {
            return;
        }

        Enter();
        SaveCall(instance);
        if (_memo.TryGet(instance, out int index))
        {
            // An argument led back here and has already written the object: keep that one.
            _writer.WritePop();
            _writer.WriteGet(index);
        }
        else
        {
            Remember(instance);
            SaveContent(instance);
        }

        Leave();
    }

    private void SaveCall(PickleInstance instance)
    {
        Save(instance.Class);
        Save(instance.Args);
        if (instance.Kind == PickleInstanceKind.Call)
        {
            _writer.WriteReduce();
        }
        else if (instance.Kwargs is { } keywords)
        {
            Save(keywords);
            _writer.WriteNewObjectWithKeywords();
        }
        else
        {
            _writer.WriteNewObject();
        }
    }

    private void SaveContent(PickleInstance instance)
    {
        if (instance.Content is not { } content)
        {
            return;
        }

        if (content.ListItems is { } items)
        {
            SaveItems(CollectionsMarshal.AsSpan(items));
        }

        if (content.DictItems is { } entries)
        {
            SaveEntries(entries);
        }

        if (content.StateSetter is { } setter)
        {
            Save(setter);
            TryWriteGet(instance);
            Save(content.State);
            _writer.WriteTuple(2);
            _writer.WriteReduce();
            _writer.WritePop();
        }
        else if (content.HasState)
        {
            Save(content.State);
            _writer.WriteBuild();
        }
    }
}
