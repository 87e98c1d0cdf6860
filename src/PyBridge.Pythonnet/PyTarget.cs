using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using PyBridge.Launch.Python;
using PyBridge.Launch.Standby;
using PyBridge.Platform;
using PyBridge.Results;
using Python.Runtime;

namespace PyBridge;

/// <summary>A callable of the Python that is embedded in this program by pythonnet, to be run in a child.</summary>
/// <remarks>
/// <para>
/// CPython pickles it, as <c>multiprocessing</c> does: a function by its name, a bound method with its object, anything by its
/// own <c>__reduce__</c>. The child is an interpreter of the embedded one's version, virtual environment and <c>sys.path</c>,
/// or the one that <c>PYBRIDGE_PYTHON</c> names, and needs nothing of PyBridge. With plain .NET values as arguments and result
/// this is the target of a <see cref="Process"/> or <see cref="Process{TResult}"/>; <see cref="PyProcess"/> has Python objects.
/// </para>
/// <para>What it raises arrives as a <see cref="PythonException"/>, with a <see cref="RemoteError"/> inside.</para>
/// <para>CPython: the <c>target</c> of <c>Process</c> under the start method "spawn".</para>
/// </remarks>
public sealed class PyTarget : Target
{
    private readonly PythonCallable _callable;

    private PyTarget(PythonCallable callable) => _callable = callable;

    /// <summary>Pickles a callable now; what becomes of it afterwards does not matter.</summary>
    /// <param name="callable">The callable. It stays the caller's.</param>
    /// <returns>The target, for any number of processes.</returns>
    /// <exception cref="PythonException">CPython cannot pickle it.</exception>
    /// <remarks>Takes Python's lock, where the thread does not hold it.</remarks>
    public static PyTarget Of(PyObject callable) => Of(callable, args: null, kwargs: null);

    /// <summary>The <c>repr</c> of the callable.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _callable.ToString();

    internal override IForeignResults Results => PythonResults.Instance;

    /// <summary>The same, with the arguments in one pickle with it, unless they are null.</summary>
    internal static PyTarget Of(
        PyObject callable, IReadOnlyList<object?>? args, IReadOnlyDictionary<string, object?>? kwargs)
    {
        ArgumentNullException.ThrowIfNull(callable);
        using var gil = Py.GIL();
        _ = EmbeddedPython.Find()?.Facts; // can be asked now
        return new PyTarget(new PythonCallable
        {
            Module = "",
            QualifiedName = callable.Repr() ?? "a Python callable",
            Pickled = Pickling.Dump(callable, args, kwargs),
            Interpreter = null,
            SearchPath = [],
            WorkingDirectory = null,
            Environment = ReadOnlyDictionary<string, string?>.Empty,
        });
    }

    internal override object? Run(object?[] arguments, KeyValuePair<string, object?>[] keywordArguments) =>
        throw new NotSupportedException($"{this} was pickled for a child: call Start() instead of Run().");

    internal override LaunchPlan PlanLaunch(
        Process process, object?[] arguments, KeyValuePair<string, object?>[] keywordArguments)
    {
        PythonTarget.RefuseOverriddenRun(process);
        return PythonLaunch.Plan(_callable, process.Subject, arguments, keywordArguments);
    }

    internal override void AllowStandby(LaunchPlan plan) => PythonStandby.Allow(plan, _callable);
}
