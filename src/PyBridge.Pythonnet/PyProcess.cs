using System.Collections.Generic;
using Python.Runtime;

namespace PyBridge;

/// <summary>
/// A process that calls a Python callable with Python objects, and hands back a Python object: <c>pybridge.Process</c> for C#
/// code of a program that embeds Python by pythonnet.
/// </summary>
/// <remarks>
/// <see cref="Process{TResult}.Result"/> gives Python's lock up while it waits, and returns the same object every time.
/// </remarks>
public sealed class PyProcess : Process<PyObject>
{
    private PyProcess(PyTarget target, string? name, bool? daemon)
        : base(target, name, daemon: daemon)
    {
    }

    /// <summary>
    /// Pickles a callable and its arguments, by CPython and all at once, and creates a process object; does not start it.
    /// </summary>
    /// <param name="target">The callable. It stays the caller's, as the arguments do.</param>
    /// <param name="args">The positional arguments: Python objects, or .NET values, which become plain Python values.</param>
    /// <param name="kwargs">The keyword arguments, likewise.</param>
    /// <param name="name">See <see cref="Process"/>.</param>
    /// <param name="daemon">See <see cref="Process"/>.</param>
    /// <returns>The process object. <see cref="Process.Start"/> needs no lock of Python.</returns>
    /// <exception cref="PythonException">CPython cannot pickle something.</exception>
    /// <exception cref="PickleException">A .NET value has no counterpart in Python.</exception>
    /// <remarks>Takes Python's lock, where the thread does not hold it.</remarks>
    public static PyProcess Create(
        PyObject target,
        IReadOnlyList<object?>? args = null,
        IReadOnlyDictionary<string, object?>? kwargs = null,
        string? name = null,
        bool? daemon = null) =>
        new(PyTarget.Of(target, args ?? [], kwargs), name, daemon);
}
