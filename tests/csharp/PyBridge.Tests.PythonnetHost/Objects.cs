using System;
using System.Collections.Generic;
using PyBridge.Pools;
using Python.Runtime;

namespace PyBridge.Tests.PythonnetHost;

/// <summary>Python objects as targets, arguments and results of C#'s processes.</summary>
internal static class Objects
{
    /// <summary>The example of the package's readme.</summary>
    public static void Example()
    {
        using (Py.GIL())
        {
            dynamic work = Py.Import("work");
            PyObject resize = work.resize, run = work.Job(3).run;
            var process = PyProcess.Create(resize, args: [PythonEngine.Eval("[1, 2]")]);
            process.Start();
            Console.WriteLine($"{process.Name}: {process.Result} {process.ExitCode}");
            var other = new Process<int>(PyTarget.Of(run), args: [14]);
            other.Start();
            Console.WriteLine($"{other.Name}: {other.Result}");
        }

        PythonEngine.Shutdown();
    }

    /// <summary>Everything else that crosses.</summary>
    public static void Cross()
    {
        using (Py.GIL())
        {
            dynamic work = Py.Import("work");
            Console.WriteLine(Call(work.resize, new List<object?> { new[] { 1, 2 } }, new Dictionary<string, object?> { ["factor"] = 5 }));
            PyObject shared = PythonEngine.Eval("[]");
            Console.WriteLine($"shared: {Call(work.same, new List<object?> { shared, shared })}");
            SharesQueues(work);
            Refuses(work);
        }

        PythonEngine.Shutdown();
    }

    /// <summary>What a child raises.</summary>
    public static void Fail()
    {
        using (Py.GIL())
        {
            dynamic work = Py.Import("work");
            PyObject fail = work.fail;
            foreach (var process in new Process[] { PyProcess.Create(fail, args: ["cat"]), new Process<int>(PyTarget.Of(fail), args: ["cat"]) })
            {
                process.Start();
                try
                {
                    _ = process is PyProcess objects ? objects.Result : (object)((Process<int>)process).Result;
                }
                catch (PythonException exception)
                {
                    Console.WriteLine($"{exception.Type.Name} {exception.Value!.GetAttr("length")} {exception.InnerException is RemoteError}");
                }
            }
        }

        PythonEngine.Shutdown();
    }

    /// <summary>A subclass that calls in this process what is for a child, and a pool that is to do it.</summary>
    public static void RunHere()
    {
        using (Py.GIL())
        {
            dynamic work = Py.Import("work");
            PyObject where = work.where;
            foreach (var run in new Action[]
            {
                () => new Here(PyTarget.Of(where)).RunInThisProcess(),
                () => new ProcessPool(1).RunAsync<int>(PyTarget.Of(where)),
            })
            {
                try
                {
                    run();
                }
                catch (NotSupportedException exception)
                {
                    Console.WriteLine(exception.Message);
                }
            }
        }

        PythonEngine.Shutdown();
    }

    /// <summary>Where the children of C#'s targets run.</summary>
    public static void Where(string kind)
    {
        using (Py.GIL())
        {
            dynamic work = Py.Import("work");
            PyObject where = work.where;
            if (kind == "named")
            {
                var named = new Process<Dictionary<string, object>>(PythonTarget.Function("work", "where"));
                named.Start();
                Console.WriteLine($"{Text(named.Result["version"])} {named.Result["prefix"]}");
            }
            else
            {
                using var process = PyProcess.Create(where, name: "child");
                process.Start();
                dynamic seen = process.Result;
                dynamic sys = Py.Import("sys");
                PyObject own = PythonEngine.Eval("[entry for entry in __import__('sys').path if '/dotnet/' not in entry]");
                PyObject same = seen["path"].__eq__(own);
                Console.WriteLine($"{seen["version"]} {seen["prefix"]} {seen["name"]} {same}");
            }
        }

        PythonEngine.Shutdown();
    }

    private static string Text(object version) => version is ValueTuple<object, object> pair ? $"({pair.Item1}, {pair.Item2})" : $"{version}";

    private static PyObject Call(PyObject callable, List<object?> args, Dictionary<string, object?>? kwargs = null)
    {
        using var process = PyProcess.Create(callable, args, kwargs);
        process.Start();
        return process.Result;
    }

    private static void SharesQueues(dynamic work)
    {
        dynamic context = ((dynamic)Py.Import("multiprocessing")).get_context("spawn");
        dynamic queue = context.Queue();
        PyObject put = work.put, shared = queue, guard = context.Lock();
        var process = PyProcess.Create(put, args: [shared, guard, "item"], daemon: true);
        process.Start();
        dynamic got = queue.get();
        process.Join();
        Console.WriteLine($"queue: {got[1]} {(int)got[0] == process.Pid}");
    }

    private static void Refuses(dynamic work)
    {
        PyObject resize = work.resize, sizes = PythonEngine.Eval("[1]"), function = PythonEngine.Eval("lambda: 0");
        Try(() => new Process(PyTarget.Of(resize), args: [sizes]).Start());
        Try(() => PyProcess.Create(resize, args: [new object?[] { sizes }]));
        Try(() => PyProcess.Create(function));
        Try(() => new Process((object value) => { }, args: [sizes]).Start());
    }

    private static void Try(Action action)
    {
        try
        {
            action();
            Console.WriteLine("not refused");
        }
        catch (PickleException exception)
        {
            Console.WriteLine($"refused: {exception.Path}");
        }
        catch (PythonException exception)
        {
            Console.WriteLine($"refused: {exception.Type.Name}");
        }
    }

    private sealed class Here(Target target) : Process(target)
    {
        public void RunInThisProcess() => Run();
    }
}
