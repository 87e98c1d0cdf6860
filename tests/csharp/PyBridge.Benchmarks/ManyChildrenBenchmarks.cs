using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace PyBridge.Benchmarks;

/// <summary>Many children with nothing to do at once: all are started before the first is joined.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class ManyChildrenBenchmarks
{
    [Params(1, 10, 100, 1000)]
    public int Children { get; set; }

    [Benchmark]
    public void StartAllThenJoinAll() => Subjects.Children.RunTogether(Children);
}
