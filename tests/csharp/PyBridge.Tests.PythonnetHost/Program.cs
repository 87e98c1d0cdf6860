using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary><c>host LIBPYTHON COMMAND [ARGUMENT ...]</c>: does what the command says, with Python in this process.</summary>
internal static class Program
{
    private const int NotAskedFor = 99;

    private static readonly Dictionary<string, Action<string[]>> Commands = new()
    {
        ["run"] = arguments => Modules.Run(arguments[0]),
        ["example"] = _ => Objects.Example(),
        ["cross"] = _ => Objects.Cross(),
        ["here"] = _ => Objects.RunHere(),
        ["fail"] = _ => Objects.Fail(),
        ["where"] = arguments => Objects.Where(arguments[0]),
        ["benchmark"] = arguments => Benchmark.Run(int.Parse(arguments[0], CultureInfo.InvariantCulture)),
        ["names"] = _ => Names.Print(),
        ["reserves"] = _ => Reserves.Print(),
        ["waits"] = _ => Waits.Run(),
        ["contended-start"] = _ => Waits.StartTwice(),
        ["exit"] = arguments => Exits.Run(arguments[0], arguments[1]),
        ["exit-by-exception"] = arguments => Exits.Throw(arguments[0], arguments[1]),
    };

    private static int Main(string[] arguments)
    {
        // However this program is started, by whomever: each time is written down.
        if (Environment.GetEnvironmentVariable("PYBRIDGE_TEST_HOST_RUNS") is { Length: > 0 } record)
        {
            File.AppendAllText(record, string.Join(' ', arguments) + "\n");
        }

        if (arguments is not [var library, var name, ..] || !Commands.TryGetValue(name, out var command))
        {
            return NotAskedFor;
        }

        Runtime.PythonDLL = library;
        PythonEngine.Initialize();
        command(arguments[2..]);
        return 0;
    }
}
