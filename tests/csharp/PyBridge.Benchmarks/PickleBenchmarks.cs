using System;
using BenchmarkDotNet.Attributes;
using PyBridge.Benchmarks.Peers;
using PyBridge.Pickle;

namespace PyBridge.Benchmarks;

/// <summary>A mixed object of about 27 KB; <c>Quick</c> compares the same with CPython's C pickle.</summary>
[MemoryDiagnoser]
public class PickleBenchmarks
{
    private byte[] _pickle = null!;
    private object? _value;

    [GlobalSetup]
    public void GetObject()
    {
        using var peer = new PythonPeer(PythonInterpreter.Compared[0], "pickles.py");
        _pickle = Convert.FromHexString(peer.Ask("bytes"));
        _value = PickleReader.Load(_pickle);
    }

    [Benchmark]
    public object? Read() => PickleReader.Load(_pickle);

    [Benchmark]
    public int Write() => GeneralPickler.Dump(_value).Length;
}
