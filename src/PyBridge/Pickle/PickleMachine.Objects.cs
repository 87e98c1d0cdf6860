using PyBridge.Pickle.Globals;
using PyBridge.Pickle.Text;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <content>Globals and object recipes. Nothing is imported, called or instantiated by name.</content>
internal ref partial struct PickleMachine
{
    private const int FirstProtocolOfPython3 = 3;

    private void PushGlobal()
    {
        if (!Utf8Text.TryDecode(ReadLine(), out string? module) || !Utf8Text.TryDecode(ReadLine(), out string? name)
            || module.Length == 0 || name.Length == 0)
        {
            throw Fail("the name of a global is empty or not UTF-8");
        }

        Push(MakeGlobal(module, name));
    }

    private void PushStackGlobal()
    {
        object? name = Pop();
        object? module = Pop();
        if (module is not string moduleName || name is not string globalName)
        {
            throw Fail("STACK_GLOBAL requires str");
        }

        Push(MakeGlobal(moduleName, globalName));
    }

    private readonly PickleGlobal MakeGlobal(string module, string name)
    {
        if (_protocol < FirstProtocolOfPython3)
        {
            (module, name) = Python2Names.ToPython3(module, name);
        }

        return new PickleGlobal(module, name);
    }

    private void Reduce()
    {
        PickleTuple args = RequireTuple(Pop());
        object? callable = RequireCallable(Pop());
        object? value = callable is PickleGlobal { Known: not KnownGlobal.None } global ? Call(global.Known, args) : null;
        Push(value ?? new PickleInstance(PickleInstanceKind.Call, callable, args));
    }

    private void MakeNew()
    {
        PickleTuple args = RequireTuple(Pop());
        Push(new PickleInstance(PickleInstanceKind.New, RequireCallable(Pop()), args));
    }

    private void MakeNewWithKeywords()
    {
        object? kwargs = Pop();
        PickleTuple args = RequireTuple(Pop());
        object? type = RequireCallable(Pop());
        if (kwargs is not PickleDictionary keywords)
        {
            throw Fail("NEWOBJ_EX kwargs argument must be a dict");
        }

        Push(new PickleInstance(PickleInstanceKind.New, type, args) { Kwargs = keywords.Count > 0 ? keywords : null });
    }

    private void MakeInst()
    {
        string module = ReadAsciiLine();
        PickleGlobal type = MakeGlobal(module, ReadAsciiLine());
        Push(Instantiate(type, PickleTuple.Of(PopToMark())));
    }

    private void MakeObj()
    {
        object?[] values = PopToMark();
        if (values.Length == 0)
        {
            throw Underflow();
        }

        object? type = RequireCallable(values[0]);
        Push(Instantiate(type, PickleTuple.Of(values[1..])));
    }

    /// <summary>The old instructions call <c>__init__</c> only if there are arguments.</summary>
    private static PickleInstance Instantiate(object? type, PickleTuple args) =>
        new(args.Count == 0 ? PickleInstanceKind.New : PickleInstanceKind.Call, type, args);

    private void Build()
    {
        object? state = Pop();
        if (Peek() is not PickleInstance instance)
        {
            throw Fail("only an object can be given a state");
        }

        if (instance.HasState)
        {
            throw Fail("an object can be given one state only");
        }

        if (IsBareUuid(instance) && UuidState.ToGuid(state) is { } guid)
        {
            ReplaceTop(guid);
            if (instance == _uuid)
            {
                ReplaceMemo(_uuidIndex, guid);
            }

            return;
        }

        (instance.Content ??= new PickleInstanceState()).SetState(state);
    }

    private void NoteUuid(object? value, long index)
    {
        if (value is PickleInstance instance && IsBareUuid(instance))
        {
            _uuid = instance;
            _uuidIndex = index;
        }
    }

    private static bool IsBareUuid(PickleInstance instance) =>
        instance is { Kind: PickleInstanceKind.New, Content: null, Kwargs: null, Args.Count: 0 }
            && instance.Class is PickleGlobal { Known: KnownGlobal.Uuid };

    /// <summary>
    /// Since Python 3.8 a state may be set by a call whose result is dropped: <c>setter(object, state)</c>. The object,
    /// still on the stack, keeps both; otherwise the state would be lost.
    /// </summary>
    private readonly void AdoptStateSetter(object? dropped)
    {
        if (dropped is PickleInstance { Kind: PickleInstanceKind.Call, Content: null, Args.Count: 2 } call
            && call.Args[0] is PickleInstance { HasState: false } target
            && _count > _fence && ReferenceEquals(_stack[_count - 1], target))
        {
            (target.Content ??= new PickleInstanceState()).SetState(call.Args[1], call.Class);
        }
    }

    private readonly PickleTuple RequireTuple(object? args) =>
        args as PickleTuple ?? throw Fail("argument list must be a tuple");

    private readonly object? RequireCallable(object? callable) =>
        callable is PickleGlobal or PickleInstance || _options.PersistentLoad is not null
            ? callable
            : throw Fail("only a global or an object can be called");
}
