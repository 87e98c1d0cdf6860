using System;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Values of Python's libraries, of arrays above all: what to call them, and what to do with those that have no counterpart here. A
/// pickle often names the function that builds a value in place of its type.
/// </summary>
internal static class ForeignValues
{
    private const string ToList = "call its tolist() first";
    private const string OfMemory = "it is memory of C; give its value: .value of a number, list(...) of an array";
    private const string OfLocks = "C# has no counterpart of locks and events; use them in Python alone, or have C# wait for a queue or a connection";
    private const string OfSockets = "C# has no counterpart of sockets; give it an address, or an end of a pybridge.Pipe()";

    /// <summary>The type, and what to do before it is sent; <see langword="null"/> if it is none of these.</summary>
    public static (string Type, string? Advice)? Find(PickleInstance instance) =>
        Name(instance) is not var (type, advice) ? null
            : type == "list" ? (type, null)
            : (type, ArrayForms.Of(instance) is { } array ? ArrayText.WrongRank(array, 0) : AdviceFor(instance) ?? advice);

    /// <summary>The advice that an array's type of elements calls for.</summary>
    private static string? AdviceFor(PickleInstance instance) => NumpyTypes.CodeOf(instance) switch
    {
        "f16" or "g16" => "call its astype('float64') first",
        "c32" or "G32" => "call its astype('complex128') first",
        _ => null,
    };

    private static (string Type, string Advice)? Name(PickleInstance instance)
    {
        if (instance.Class is not PickleGlobal { Module: var module, QualifiedName: var name })
        {
            return null;
        }

        return (Root(module), name) switch
        {
            ("array", "_array_reconstructor" or "array") => ("array.array", ToList),
            ("pybridge", "view") => ("memoryview", ToList),
            ("pybridge", "numbers") => ("list", ToList),
            ("numpy", "_reconstruct" or "_frombuffer" or "ndarray") => ("numpy.ndarray", ToList),
            ("numpy", "scalar") => ("a numpy scalar", "call its item() first"),
            ("pandas", "Series") => ("pandas.Series", ToList),
            ("pandas", "_new_Index" or "_new_DatetimeIndex") => ("pandas.Index", ToList),
            ("pandas", "DataFrame") => ("pandas.DataFrame", "call its to_dict('list') first"),
            ("_ctypes", _) => ("a ctypes object", OfMemory),
            ("multiprocessing", "_rebuild_socket") => ("socket.socket", OfSockets),
            _ when module == "multiprocessing.synchronize" => ($"{module}.{name}", OfLocks),
            _ => null,
        };
    }

    /// <summary>What to do instead, for values that nothing in .NET can stand for.</summary>
    public static string? AdviceWithoutCounterpart(object? value) =>
        value is PickleInstance instance && Name(instance) is (_, OfMemory or OfLocks or OfSockets) found ? found.Advice : null;

    private static string Root(string module)
    {
        int dot = module.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? module : module[..dot];
    }
}
