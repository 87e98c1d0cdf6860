using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using PyBridge.Launch.Python;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;
using PyBridge.Platform;
using Python.Runtime;

namespace PyBridge;

/// <summary>Pickling by the embedded CPython. Every method takes its lock.</summary>
internal static class Pickling
{
    private static PyObject? _module;

    /// <summary>Pickles a callable, and its arguments unless they are null, for a child.</summary>
    /// <exception cref="PythonException">CPython cannot pickle it.</exception>
    /// <exception cref="PickleException">A .NET value among the arguments has no counterpart in Python.</exception>
    public static PickledCall Dump(
        PyObject callable, IReadOnlyList<object?>? args, IReadOnlyDictionary<string, object?>? kwargs)
    {
        using var gil = Py.GIL();
        using var objects = args is null ? new PyTuple([callable]) : Call(callable, args, kwargs);
        using var dumped = Module.InvokeMethod("dump", [(PyObject)objects]);
        using PyObject pickle = dumped[0], numbers = dumped[1];
        using var descriptors = new PyList(numbers);
        var kept = new List<WatchedHandle>();
        foreach (var descriptor in descriptors)
        {
            using (descriptor)
            {
                kept.Add(ProcessPlatform.Current.Adopt(descriptor.As<int>()));
            }
        }

        using var folder = RuntimeEnvironment.GetRuntimeDirectory().ToPython();
        using var preparation = Module.InvokeMethod("preparation", folder);
        return new PickledCall(
            Bytes(pickle), args is not null, (PickleDictionary)PickleReader.Load(Bytes(preparation))!, kept);
    }

    /// <summary>Reads a pickle that a child has left.</summary>
    /// <exception cref="PythonException">CPython cannot read it.</exception>
    public static PyObject Load(byte[] pickle)
    {
        using var gil = Py.GIL();
        using var bytes = FromBytes(pickle);
        return Module.InvokeMethod("load", bytes);
    }

    /// <summary>Makes the exception that a child has raised; <see langword="null"/> if none says the same.</summary>
    public static PythonException? LoadFailure(byte[]? original, string[] builtIn, string message, string trace, Exception remote)
    {
        using var gil = Py.GIL();
        using var bytes = original is null ? PyObject.None : FromBytes(original);
        using var names = new PyTuple(Array.ConvertAll(builtIn, name => (PyObject)new PyString(name)));
        using PyObject text = new PyString(message), traceText = new PyString(trace);
        var error = Module.InvokeMethod("load_failure", bytes, names, text, traceText);
        return error.IsNone() ? null : new PythonException(error.GetPythonType(), error, null, message, remote);
    }

    private static PyObject Module
    {
        get
        {
            if (_module is null)
            {
                using var resource = typeof(Pickling).Assembly.GetManifestResourceStream("pickling.py")!;
                using var reader = new StreamReader(resource);
                _module = PyModule.FromString("_pybridge_pickling", reader.ReadToEnd(), "pickling.py of PyBridge.Pythonnet");
                PythonEngine.AddShutdownHandler(static () => _module = null); // it may be initialized again
            }

            return _module;
        }
    }

    private static PyTuple Call(PyObject callable, IReadOnlyList<object?> args, IReadOnlyDictionary<string, object?>? kwargs)
    {
        // Those that are made here are left to pythonnet's finalizer, together with the tuples that hold them.
        var positional = new PyObject[args.Count];
        for (var i = 0; i < positional.Length; i++)
        {
            positional[i] = ToPython(args[i], $"args[{i}]");
        }

        using var keywords = new PyDict();
        foreach (var (name, value) in kwargs ?? new Dictionary<string, object?>())
        {
            keywords[name] = ToPython(value, $"kwargs['{name}']");
        }

        using var arguments = new PyTuple(positional);
        return new PyTuple([callable, arguments, keywords]);
    }

    private static PyObject ToPython(object? value, string path) =>
        value as PyObject ?? Load(PythonValueWriter.Dump(value, path).ToArray());

    private static PyObject FromBytes(byte[] bytes)
    {
        using var length = bytes.Length.ToPython();
        var copy = Module.InvokeMethod("bytearray", [length]);
        if (bytes.Length > 0)
        {
            using var buffer = copy.GetBuffer(PyBUF.WRITABLE);
            buffer.Write(bytes, 0, bytes.Length, 0);
        }

        return copy;
    }

    private static byte[] Bytes(PyObject bytes)
    {
        using var buffer = bytes.GetBuffer(PyBUF.SIMPLE);
        var copy = new byte[buffer.Length];
        buffer.Read(copy, 0, copy.Length, 0);
        return copy;
    }
}
