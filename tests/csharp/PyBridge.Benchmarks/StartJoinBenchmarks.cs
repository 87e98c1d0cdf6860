using System;
using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using PyBridge.Benchmarks.Peers;
using PyBridge.Benchmarks.Subjects;

namespace PyBridge.Benchmarks;

/// <summary>One child with nothing to do: start and join.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 5, iterationCount: 30)]
public class StartJoinBenchmarks : IDisposable
{
    private PythonPeer _peer = null!;

    [ParamsSource(nameof(Pythons))]
    public PythonInterpreter Python { get; set; } = null!;

    public static IEnumerable<PythonInterpreter> Pythons => PythonInterpreter.Compared;

    [GlobalSetup]
    public void StartPeer() => _peer = new PythonPeer(Python, "processes.py");

    [GlobalCleanup]
    public void Dispose()
    {
        _peer.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void BareProgram() => Subjects.BareProgram.Run();

    [Benchmark]
    public void PyBridgeProcess() => Children.Run();

    [Benchmark]
    public void SystemDiagnosticsProcess() => SystemProcess.Run();

    [Benchmark]
    public string PythonSpawn() => _peer.Ask("spawn");

    [Benchmark]
    public string PythonFork() => _peer.Ask("fork");

    [Benchmark]
    public string PythonForkServer() => _peer.Ask("forkserver");
}
