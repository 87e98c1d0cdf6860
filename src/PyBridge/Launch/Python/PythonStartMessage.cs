using System;
using System.Collections.Generic;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using PyBridge.Platform;

namespace PyBridge.Launch.Python;

/// <summary>
/// What the child of a Python target reads: its program, what to prepare, and the process object, each as a pickle.
/// <c>docs/protocol.md</c> describes them.
/// </summary>
/// <remarks>CPython: the names are from <c>get_preparation_data</c> in <c>Lib/multiprocessing/spawn.py</c>.</remarks>
internal sealed class PythonStartMessage(PythonCallable target, LaunchSubject subject)
{
    private static ReadOnlyMemory<byte>? _program;
    private static ReadOnlyMemory<byte>? _report;
    private static ReadOnlyMemory<byte>? _forms;
    private readonly PickleInstance _object = new(
        PickleInstanceKind.New, new PickleGlobal("multiprocessing.context", "Process"), PickleTuple.Empty);

    private readonly PlacedContents _contents = new();
    private ArgumentReducer? _reducer;

    /// <summary>The files that come with the arguments; known after <see cref="Encode"/>.</summary>
    public MemoryFiles Files => _contents.Files;

    /// <summary>The handles that come with the arguments; known after <see cref="Encode"/>.</summary>
    public IReadOnlyList<WatchedHandle> Kept
    {
        get
        {
            var kept = new List<WatchedHandle>(_reducer?.Kept ?? []);
            kept.AddRange(target.Pickled?.Kept ?? []);
            return kept;
        }
    }

    /// <exception cref="PickleException">An argument has no counterpart in Python.</exception>
    public ReadOnlyMemory<byte>[] Encode(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        _reducer = new ArgumentReducer(subject.Self, _object);
        var state = ProcessState();
        AddArguments(state, arguments, keywordArguments);
        _object.Content = new PickleInstanceState();
        _object.Content.SetState(state);
        var program = _program ??= GeneralPickler.Dump(PythonProgram.WithModules("child.py"));
        var preparation = GeneralPickler.Dump(Preparation());
        var content = _contents.Place(GeneralPickler.Dump(_object, place: _contents.Place));
        return subject.WantsResult
            ? [program, _report ??= Text("report.py"), Forms, preparation, content]
            : [program, preparation, content];
    }

    /// <summary>The text that pickles results for C#; none where they may be objects of an embedded Python.</summary>
    private ReadOnlyMemory<byte> Forms => target.Pickled is null ? _forms ??= Text("forms.py") : GeneralPickler.Dump(null);

    /// <summary>A native program that hosts .NET has one, too, but does not tell .NET.</summary>
    private static string[] CommandLine =>
        Environment.GetCommandLineArgs() is { Length: > 0 } ofMain ? ofMain : ProcessPlatform.Current.CommandLine;

    /// <summary>The program never changes, so it is pickled only once.</summary>
    private static ReadOnlyMemory<byte> Text(string name) => GeneralPickler.Dump(PythonProgram.Text(name));

    private PickleTuple Preparation()
    {
        var preparation = new PickleDictionary { { "sys_argv", new List<object?>(CommandLine) } };
        if (target.Pickled is { } pickled)
        {
            foreach (var (name, value) in pickled.Preparation)
            {
                preparation.Add(name, value);
            }
        }

        preparation.Add("name", subject.Description.Name);
        preparation.Add("authkey", subject.Description.AuthKey.ToByteArray());
        preparation.Add("start_method", "spawn"); // so that the child starts its own children by spawn, too
        return new PickleTuple(new List<object?>(target.SearchPath), preparation);
    }

    /// <summary>The attributes of CPython's process object; from "_popen" on, those of a running one.</summary>
    private PickleDictionary ProcessState() => new()
    {
        { "_identity", PickleTuple.Of(Array.ConvertAll(subject.Description.Identity, number => (object?)(long)number)) },
        {
            "_config",
            new PickleDictionary
            {
                { "authkey", ArgumentReducer.KeyOf(subject.Description.AuthKey) },
                { "semprefix", "/mp" }, // CPython's prefix for the names of semaphores
                { "daemon", subject.Description.Daemon },
            }
        },
        { "_parent_pid", (long)ProcessPlatform.Current.CurrentProcessId },
        { "_parent_name", subject.Description.ParentName ?? "" },
        { "_name", subject.Description.Name },
        { "_popen", null },
        { "_closed", false },
        { "_target", target.Pickled is { } pickled ? pickled.Part(0) : new PickleGlobal(target.Module, target.QualifiedName) },
    };

    private void AddArguments(
        PickleDictionary state, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        if (target.Pickled is { HoldsArguments: true } pickled)
        {
            state.Add("_args", pickled.Part(1));
            state.Add("_kwargs", pickled.Part(2));
            return;
        }

        var (positional, keywords) = PythonTaskMessage.Arguments(target, _reducer!, arguments, keywordArguments);
        state.Add("_args", positional);
        state.Add("_kwargs", keywords);
    }
}
