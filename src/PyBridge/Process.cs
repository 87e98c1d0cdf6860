using System;
using System.Collections.Generic;
using PyBridge.Connections;
using PyBridge.Lifecycle;
using PyBridge.Platform;

namespace PyBridge;

/// <summary>An activity that runs in an operating-system process of its own.</summary>
/// <remarks>
/// <para>
/// Python's <c>multiprocessing.Process</c> for .NET: a target (or an overridden <see cref="Run"/>) and its arguments
/// are passed by value to a new process, which runs the target and ends. All members are thread-safe. Members that only
/// the creating process may use throw <see cref="ProcessStateException"/> elsewhere.
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

    /// <summary>Creates a process object without starting it.</summary>
    /// <param name="target">
    /// What to call in the child; <see langword="null"/> calls nothing. A lambda that only throws has no type of its own: give it
    /// braces, <c>() => { throw … }</c>.
    /// </param>
    /// <param name="name">
    /// The name, for human readers. If <see langword="null"/> or empty, one is made of the class's name and the numbers
    /// of the process among its siblings and ancestors, such as <c>Worker-2:1</c>.
    /// </param>
    /// <param name="args">The positional arguments; the list is copied.</param>
    /// <param name="kwargs">The arguments by parameter name; the dictionary is copied.</param>
    /// <param name="daemon">
    /// Whether the child is ended with its parent; <see langword="null"/> uses the current process's value.
    /// </param>
    /// <remarks>
    /// CPython: <c>BaseProcess.__init__</c>. The daemon flag and authentication key are those of the current process
    /// now, not at <see cref="Start"/>.
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

    /// <summary>
    /// Creates a process object for a target other than a delegate of this program; does not start it.
    /// </summary>
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

    /// <summary>The order matters: the number is taken first, and stays taken whatever fails afterwards.</summary>
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
        // Via lists: spreading an interface would load LINQ into every program.
        _arguments = args is null ? [] : new List<object?>(args).ToArray();
        _keywordArguments = kwargs is null ? [] : new List<KeyValuePair<string, object?>>(kwargs).ToArray();
        _name = string.IsNullOrEmpty(name) ? _identity.NameFor(ClassName) : name;
        if (daemon is { } flag)
        {
            Daemon = flag;
        }
    }

    /// <summary>The main process, or the parent of this one: objects that were not made here.</summary>
    private protected Process(string name, AuthenticationKey? authKey)
    {
        _identity = ProcessIdentity.Main;
        _name = name;
        _authKey = authKey;
        _arguments = [];
        _keywordArguments = [];
    }

    /// <summary>The name: text without meaning, which processes may share. Never <see langword="null"/>.</summary>
    /// <exception cref="ProcessStateException">Set to <see langword="null"/>: "name must be a string".</exception>
    /// <remarks>CPython: <c>name</c>. May be set at any time; a child keeps the name it was started with.</remarks>
    public string Name
    {
        get => _name;
        set => _name = value ?? throw new ProcessStateException("name must be a string");
    }

    /// <summary>
    /// Whether the process is terminated when its parent exits. Daemonic processes may not have children.
    /// </summary>
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

    /// <summary>The authentication key: that of the creating process, unless set.</summary>
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

    /// <summary>The process id; <see langword="null"/> before the start. For the current process, its own id.</summary>
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

    /// <summary>The class name used in automatic names and in <see cref="ToString"/>.</summary>
    private protected virtual string ClassName => PythonClassName.Of(GetType());

    string IProcessBound.ReasonAgainst(string verb) =>
        $"a process object belongs to the process that made it; {verb} its Name or Pid";

    private bool IsCurrent => ReferenceEquals(this, _current);

    /// <summary>Runs the target: in the child, or here if called directly.</summary>
    /// <exception cref="ProcessStateException">
    /// <see cref="Start"/> has dropped the target: "'Process' object has no attribute '_target'".
    /// </exception>
    /// <remarks>
    /// CPython: <c>run</c>. Override it in a subclass to run something else; fields of the subclass cross to the child,
    /// except those marked <see cref="NonSerializedAttribute"/>. A returned task is awaited.
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
