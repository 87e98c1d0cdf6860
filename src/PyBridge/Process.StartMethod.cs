using PyBridge.Lifecycle;

namespace PyBridge;

/// <content>The start method.</content>
public partial class Process
{
    private StartMethod? _startMethod;

    /// <summary>The start method of processes that are not given one; at first <see cref="PyBridge.StartMethod.Cold"/>.</summary>
    /// <remarks>
    /// CPython: <c>multiprocessing.set_start_method</c>. It is this process's alone: children begin with
    /// <see cref="PyBridge.StartMethod.Cold"/>.
    /// </remarks>
    public static StartMethod DefaultStartMethod { get; set; }

    /// <summary>How this process is started; by default <see cref="DefaultStartMethod"/> as it is then.</summary>
    /// <exception cref="ProcessStateException">Set after the start: "process has already started".</exception>
    /// <remarks>CPython: the context to which the class of a process belongs.</remarks>
    public StartMethod StartMethod
    {
        get => _startMethod ?? DefaultStartMethod;
        set
        {
            StateRules.Check(Member.SetDaemon, State);
            _startMethod = value;
        }
    }
}
