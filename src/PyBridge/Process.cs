using System;
using System.Collections.Generic;
using PyBridge.Connections;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>An activity that runs in an operating-system process of its own.</summary>
/// <remarks>
/// <para>
/// Python's <c>multiprocessing.Process</c> for .NET: a target (or an overridden <see cref="Run"/>) and its
/// arguments are handed by value to a new process, which runs them and ends. All members may be used by any thread
/// at any time. Members that only the creating process may use throw <see cref="ProcessStateException"/> elsewhere.
/// </para>
/// <para>CPython: <c>BaseProcess</c> in <c>Lib/multiprocessing/process.py</c>, start method "spawn".</para>
/// </remarks>
public partial class Process : IProcessBound
{
    private ProcessIdentity _identity;
    private string _name;
    private volatile bool _daemon;
    private AuthenticationKey? _authKey;
    private int? _parentPid;
    private string? _parentName;
    private Target? _target;
    private object?[] _arguments;
    private KeyValuePair<string, object?>[] _keywordArguments;

    /// <summary>Makes a process object; nothing is started.</summary>
    /// <param name="target">What to call in the child; nothing where it is <see langword="null"/>.</param>
    /// <param name="name">
    /// The name, for people. <see langword="null"/> or empty gives one of the class's name and the numbers of the
    /// process among its siblings and ancestors, such as <c>Worker-2:1</c>.
    /// </param>
    /// <param name="args">The positional arguments; the list is copied.</param>
    /// <param name="kwargs">The arguments by parameter name; the dictionary is copied.</param>
    /// <param name="daemon">
    /// Whether the child is ended with its parent; <see langword="null"/> takes the value of the current process.
    /// </param>
    /// <remarks>
    /// CPython: <c>BaseProcess.__init__</c>. Daemon flag and authentication key are those the current process has
    /// now, not those at <see cref="Start"/>.
    /// </remarks>
    public Process(
        Delegate? target = null,
        string? name = null,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        bool? daemon = null)
        : this(target is null ? null : new DelegateTarget(target), Current, name, args, kwargs, daemon)
    {
    }

    /// <summary>Makes a process object for a target that is no delegate of this program; nothing is started.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="name">See the other constructor.</param>
    /// <param name="args">The positional arguments; the list is copied.</param>
    /// <param name="kwargs">The arguments by parameter name; the dictionary is copied.</param>
    /// <param name="daemon">See the other constructor.</param>
    public Process(
        Target target,
        string? name = null,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        bool? daemon = null)
        : this(target ?? throw new ArgumentNullException(nameof(target)), Current, name, args, kwargs, daemon)
    {
    }

    /// <summary>The order matters: the number is taken first, and stays taken whatever fails after it.</summary>
    private Process(
        Target? target,
        Process creator,
        string? name,
        IReadOnlyList<object?>? args,
        IReadOnlyDictionary<string, object?>? kwargs,
        bool? daemon)
    {
        _identity = creator._identity.NextChild();
        _daemon = creator._daemon;
        _authKey = creator._authKey;
        _parentPid = ProcessPlatform.Current.CurrentProcessId;
        _parentName = creator.Name;
        _target = target;
        // By way of lists: spreading an interface would load LINQ into every program.
        _arguments = args is null ? [] : new List<object?>(args).ToArray();
        _keywordArguments = kwargs is null ? [] : new List<KeyValuePair<string, object?>>(kwargs).ToArray();
        _name = string.IsNullOrEmpty(name) ? _identity.NameFor(ClassName) : name;
        if (daemon is { } flag)
        {
            Daemon = flag;
        }
    }

    /// <summary>The main process, or the parent of this one: objects that nobody here made.</summary>
    private protected Process(string name, AuthenticationKey? authKey)
    {
        _identity = ProcessIdentity.Main;
        _name = name;
        _authKey = authKey;
        _arguments = [];
        _keywordArguments = [];
    }

    /// <summary>The name: a text without meaning, which several processes may share. Never <see langword="null"/>.</summary>
    /// <exception cref="ProcessStateException">Set to <see langword="null"/>: "name must be a string".</exception>
    /// <remarks>CPython: <c>name</c>. May be set at any time; a child keeps the name it was started with.</remarks>
    public string Name
    {
        get => _name;
        set => _name = value ?? throw new ProcessStateException("name must be a string");
    }

    /// <summary>Whether the process is terminated when its parent exits. Daemonic processes may not start children.</summary>
    /// <exception cref="ProcessStateException">Set after the start: "process has already started".</exception>
    /// <remarks>CPython: <c>daemon</c>. The initial value is that of the current process.</remarks>
    public bool Daemon
    {
        get => _daemon;
        set
        {
            StateRules.Check(Member.SetDaemon, State);
            _daemon = value;
        }
    }

    /// <summary>The authentication key: that of the creating process, unless it is set.</summary>
    /// <exception cref="ProcessStateException">The parent's key is not known in a child (<c>KeyError</c>).</exception>
    /// <remarks>CPython: <c>authkey</c>. May be read and set in every state.</remarks>
    public AuthenticationKey AuthKey
    {
        get => _authKey ?? throw new ProcessStateException("'authkey'", "KeyError");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _authKey = value;
            if (IsCurrent)
            {
                CurrentKey.Value = value;
            }
        }
    }

    /// <summary>The process id: <see langword="null"/> before the start; that of this process for itself.</summary>
    /// <exception cref="ProcessClosedException">The object is closed.</exception>
    /// <remarks>CPython: <c>pid</c> and <c>ident</c>.</remarks>
    public virtual int? Pid
    {
        get
        {
            StateRules.Check(Member.Pid, State);
            return IsCurrent ? ProcessPlatform.Current.CurrentProcessId : _child?.Pid;
        }
    }

    /// <summary>The name a class is shown under, in automatic names and in <see cref="ToString"/>.</summary>
    private protected virtual string ClassName => PythonClassName.Of(GetType());

    string IProcessBound.ReasonAgainst(string verb) =>
        $"a process object belongs to the process that made it; {verb} its Name or Pid";

    private bool IsCurrent => ReferenceEquals(this, _current);

    /// <summary>What is run in the child, or here when <see cref="Run"/> is called here.</summary>
    /// <exception cref="ProcessStateException">
    /// The target was given up by <see cref="Start"/>: "'Process' object has no attribute '_target'".
    /// </exception>
    /// <remarks>
    /// CPython: <c>run</c>. Override it in a subclass to give the process another activity; fields of the subclass
    /// cross to the child, those marked <see cref="NonSerializedAttribute"/> excepted. A returned task is awaited.
    /// </remarks>
    protected internal virtual void Run()
    {
        if (_targetGivenUp)
        {
            throw new ProcessStateException($"'{ClassName}' object has no attribute '_target'", "AttributeError");
        }

        var returned = _target?.Run(_arguments, _keywordArguments);
        if (IsCurrent)
        {
            TargetValue = returned;
        }
    }
}
