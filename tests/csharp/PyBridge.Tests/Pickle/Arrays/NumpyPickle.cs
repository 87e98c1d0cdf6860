using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Tests.Pickle.Arrays;

/// <summary>Pickles of arrays in the forms of numpy 1 and 2, written instruction by instruction.</summary>
internal sealed class NumpyPickle
{
    /// <summary>The folder of numpy's own modules, by its major version.</summary>
    public static readonly string[] Folders = ["numpy.core", "numpy._core"];

    private readonly List<byte> _bytes = [0x80, 5];

    /// <summary><c>_frombuffer(bytearray, dtype, shape, order[, axes])</c>, protocol 5.</summary>
    public static byte[] FromBuffer(
        string folder, string code, byte[] content, long[] shape, string order = "C", long[]? axes = null, string endian = "<", string? unit = null)
    {
        var pickle = new NumpyPickle();
        pickle.Global(folder + ".numeric", "_frombuffer").Mark().ByteArray(content).Type(code, endian, unit).Tuple(shape).Text(order);
        if (axes is not null)
        {
            pickle.Tuple(axes);
        }

        return pickle.Op('t').Op('R').Stop();
    }

    /// <summary><c>_reconstruct(ndarray, (0,), b'b')</c> and a state, protocols 2 to 4 and arrays with gaps.</summary>
    public static byte[] Reconstruct(
        string folder, string code, byte[] content, long[] shape, bool isFortran = false, string endian = "<", string? unit = null) =>
        new NumpyPickle().Global(folder + ".multiarray", "_reconstruct").Global("numpy", "ndarray").Tuple(0).Bytes([(byte)'b'])
            .Op(0x87).Op('R').Mark().Number(1).Tuple(shape).Type(code, endian, unit).Op(isFortran ? 0x88 : 0x89).Bytes(content)
            .Op('t').Op('b').Stop();

    /// <summary><c>scalar(dtype, bytes)</c>.</summary>
    public static byte[] Scalar(string folder, string code, byte[] content, string endian = "<", string? unit = null) =>
        new NumpyPickle().Global(folder + ".multiarray", "scalar").Type(code, endian, unit).Bytes(content).Op(0x86).Op('R').Stop();

    /// <summary><c>_array_reconstructor(array, code, format, bytes)</c>.</summary>
    public static byte[] ArrayModule(string code, int format, byte[] content) =>
        new NumpyPickle().Global("array", "_array_reconstructor").Mark().Global("array", "array").Text(code).Number(format).Bytes(content)
            .Op('t').Op('R').Stop();

    /// <summary>A call with numbers, None (null) and text as arguments.</summary>
    public static byte[] Call(string module, string name, params object?[] arguments)
    {
        NumpyPickle pickle = new NumpyPickle().Global(module, name).Mark();
        foreach (object? argument in arguments)
        {
            pickle = argument switch
            {
                null => pickle.Op('N'),
                string text => pickle.Text(text),
                _ => pickle.Long((long)argument),
            };
        }

        return pickle.Op('t').Op('R').Stop();
    }

    /// <summary>The bytes of numbers.</summary>
    public static byte[] Of<T>(params T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    /// <summary>Reads and converts, with the budget that a message has.</summary>
    public static object? Load(byte[] pickle, Type type)
    {
        var effort = new PickleEffort(pickle.Length, PickleLimits.Default);
        return new ValueConverter(effort: effort).Convert(PickleReader.Load(pickle, effort: effort), type, "x");
    }

    public static T? Load<T>(byte[] pickle) => (T?)Load(pickle, typeof(T));

    private NumpyPickle Op(int code)
    {
        _bytes.Add((byte)code);
        return this;
    }

    private NumpyPickle Mark() => Op('(');

    private byte[] Stop() => [.. Op('.')._bytes];

    private NumpyPickle Text(string text)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(text);
        Op(0x8c).Op(encoded.Length)._bytes.AddRange(encoded);
        return this;
    }

    private NumpyPickle Global(string module, string name) => Text(module).Text(name).Op(0x93);

    private NumpyPickle Number(long number)
    {
        Op('J')._bytes.AddRange(BitConverter.GetBytes((int)number));
        return this;
    }

    private NumpyPickle Long(long number)
    {
        Op(0x8a).Op(sizeof(long))._bytes.AddRange(BitConverter.GetBytes(number));
        return this;
    }

    private NumpyPickle Bytes(byte[] content)
    {
        Op(0x8e)._bytes.AddRange([.. BitConverter.GetBytes((long)content.Length), .. content]);
        return this;
    }

    private NumpyPickle ByteArray(byte[] content)
    {
        Op(0x96)._bytes.AddRange([.. BitConverter.GetBytes((long)content.Length), .. content]);
        return this;
    }

    private NumpyPickle Tuple(params long[] items)
    {
        Mark();
        foreach (long item in items)
        {
            Long(item);
        }

        return Op('t');
    }

    private NumpyPickle Type(string code, string endian, string? unit)
    {
        Global("numpy", "dtype").Text(code).Op(0x89).Op(0x88).Op(0x87).Op('R').Mark().Number(unit is null ? 3 : 4).Text(endian)
            .Op('N').Op('N').Op('N').Number(-1).Number(-1).Number(0);
        if (unit is not null)
        {
            Op('}').Mark().Bytes(Encoding.ASCII.GetBytes(unit)).Number(1).Number(1).Number(1).Op('t').Op(0x86);
        }

        return Op('t').Op('b');
    }
}
