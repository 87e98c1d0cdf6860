using System;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using PyBridge.Benchmarks.Quick;

namespace PyBridge.Benchmarks;

/// <summary>
/// <c>--quick</c> prints ratios within two minutes, <c>--connections</c> those of messages between processes (a word behind it
/// chooses some by their titles),
/// <c>--standby</c> children by processes that wait, <c>--pools</c> tasks of pools,
/// <c>--children</c> what up to 1,000 running children cost;
/// anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["--quick"]:
                QuickRun.Run(Console.Out);
                break;
            case ["--connections", .. { Length: <= 1 } wanted]:
                ConnectionComparison.Run(
                    Console.Out, Peers.PythonInterpreter.Compared, wanted is [string title] ? title : "");
                break;
            case ["--standby"]:
                StandbyComparison.Run(Console.Out, Peers.PythonInterpreter.Compared[0]);
                break;
            case ["--pools"]:
                PoolComparison.Run(Console.Out, Peers.PythonInterpreter.Compared);
                break;
            case ["--children"]:
                RunningChildren.Run(Console.Out, 1, 10, 100, 1000);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
                    arguments.Length == 0 ? ["--filter", "*"] : arguments,
                    ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(5)));
                break;
        }
    }
}
