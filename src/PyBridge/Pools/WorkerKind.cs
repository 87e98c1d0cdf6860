using System;
using System.Collections.Generic;
using PyBridge.Connections;
using PyBridge.Launch.Python;
using PyBridge.Worker.Tasks;

namespace PyBridge.Pools;

/// <summary>What a worker has to be for a task: a .NET program, or an interpreter as a Python target wants it.</summary>
internal abstract record WorkerKind
{
    /// <summary>For tasks of C#.</summary>
    public static WorkerKind DotNet { get; } = new DotNetKind();

    /// <summary>For a target.</summary>
    public static WorkerKind Of(Target target) => target is PythonTarget python
        ? new PythonKind(
            python.Interpreter, python.WorkingDirectory, Joined(python.SearchPath), Joined(python.Environment), python)
        : DotNet;

    /// <summary>A process that does tasks, not started.</summary>
    /// <param name="pool">Its end of the connection.</param>
    /// <param name="name">Its name.</param>
    /// <param name="handed">An initializer that has to go along; the first message, which is empty, has it called.</param>
    public abstract Process CreateProcess(Connection pool, string name, Initializer? handed);

    private static string Joined(IEnumerable<string> texts) => string.Join('\0', texts);

    private static string Joined(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var texts = new List<string>();
        foreach (var (name, value) in variables)
        {
            texts.Add($"{name}={value}{(value is null ? "!" : "=")}");
        }

        texts.Sort(StringComparer.Ordinal);
        return Joined(texts);
    }

    private sealed record DotNetKind : WorkerKind
    {
        public override Process CreateProcess(Connection pool, string name, Initializer? handed) => handed is null
            ? new(TaskServer.Serve, name, [pool], daemon: true)
            : new(TaskServer.ServeAfter, name, [pool, ((DelegateTarget)handed.Target).Call, handed.Arguments], daemon: true);
    }

    private sealed record PythonKind(
        string? Interpreter, string? WorkingDirectory, string SearchPath, string Environment, PythonTarget Target)
        : WorkerKind
    {
        private static readonly string Program = PythonProgram.WithModules("tasks.py");
        private static readonly string Report = PythonProgram.Text("report.py");
        private static readonly string Forms = PythonProgram.Text("forms.py");

        public override Process CreateProcess(Connection pool, string name, Initializer? handed)
        {
            var initializer = (PythonTarget?)handed?.Target;
            var program = PythonTarget.Function(
                "builtins",
                "exec",
                Target.Interpreter,
                Target.SearchPath,
                Target.WorkingDirectory,
                Target.Environment,
                initializer?.Arrays ?? PythonArrays.List);
            var names = new Dictionary<string, object?>
            {
                ["__name__"] = "pybridge_tasks",
                ["connection"] = pool,
                ["report"] = Report,
                ["forms"] = Forms,
                ["initializer"] = initializer is null ? null : (initializer.Module, initializer.QualifiedName, handed!.Arguments),
            };
            return new Process(program, name, [Program, names], daemon: true);
        }

        // Two targets of one interpreter want one worker.
        public bool Equals(PythonKind? other) => other is not null
            && (Interpreter, WorkingDirectory, SearchPath, Environment)
                == (other.Interpreter, other.WorkingDirectory, other.SearchPath, other.Environment);

        public override int GetHashCode() => HashCode.Combine(Interpreter, WorkingDirectory, SearchPath, Environment);
    }
}
