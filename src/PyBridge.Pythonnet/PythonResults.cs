using System;
using PyBridge.Platform;
using PyBridge.Results;
using Python.Runtime;

namespace PyBridge;

/// <summary>Results as objects and exceptions of the embedded Python.</summary>
internal sealed class PythonResults : IForeignResults
{
    public static PythonResults Instance { get; } = new();

    public (object? Value, Exception? Failure) Read(ResultFile file, ResultKind kind, long length, Type declared)
    {
        try
        {
            switch (kind)
            {
                case ResultKind.PythonValue when declared == typeof(PyObject):
                    return (Pickling.Load(ResultReader.ReadBody(file, length)), null);
                case ResultKind.PythonFailure:
                    return (null, FailureOf(FailureRecord.Read(ResultReader.ReadBody(file, length))));
                default:
                    return ResultReader.Read(file, kind, length, declared);
            }
        }
        catch (PythonException exception)
        {
            return (null, exception); // of the class's own code, while it is read
        }
    }

    private static Exception FailureOf(FailureRecord record)
    {
        var remote = new RemoteError(record.TypeName, record.Message, record.Trace);
        var original = record.Original.IsEmpty ? null : record.Original.ToArray();
        return Pickling.LoadFailure(original, record.PythonTypes, record.Message, record.Trace, remote) ?? (Exception)remote;
    }
}
