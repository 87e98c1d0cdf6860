using System;
using System.IO;
using System.Reflection;

namespace PyBridge.Tests.Host;

/// <summary>The same handful of targets for every way of publishing.</summary>
internal static class Targets
{
    public static int RunAll()
    {
        var size = new Size(640, 480);
        Run("static method", new Process(Static, args: ["one", 2]));
        Run("capturing lambda", new Process(() => Console.WriteLine($"captured {size}")));
        Run("subclass", new Worker(size) { Label = "label" });
        Run("exception", new Process(Throw, name: "thrower"));
        Run("grandchild", new Process(Parent, name: "elder"));
        Answers.ReceiveAll();
        return 0;
    }

    /// <summary>Starts a lambda that shares its variables with one that reads what cannot cross; prints the refusal, if it is one.</summary>
    public static int CaptureMoreThanIsRead()
    {
        var text = "to be";
        using var reader = new StringReader("or not");
        Func<string?> next = reader.ReadLine;
        Func<string?> nextOrText = () => reader.ReadLine() ?? text;
        Attempt(new Process(() => Console.WriteLine(text)));
        Attempt(new Process(() => Console.WriteLine(next())));
        return nextOrText() is null ? 1 : 0;

        static void Attempt(Process process)
        {
            try
            {
                process.Start();
                process.Join();
            }
            catch (PickleException error)
            {
                Console.WriteLine(error.Message);
            }
        }
    }

    /// <summary>What a method of another file returns, from a process of its own.</summary>
    public static int PrintResultOf(string file, string method)
    {
        using var process = new Process<string>(CSharpTarget.Method(file, method));
        process.Start();
        Console.WriteLine(process.Result);
        return 0;
    }

    /// <summary>What a startup hook has left in a child, and which hooks the child's own environment names.</summary>
    public static int PrintHooks()
    {
        var process = new Process(() => Console.WriteLine(
            $"{AppContext.GetData("hooked")} {Environment.GetEnvironmentVariable("DOTNET_STARTUP_HOOKS")}"));
        process.Start();
        process.Join();
        return 0;
    }

    /// <summary>Of the parent, then of the child.</summary>
    public static int PrintEntryAssemblies()
    {
        PrintEntryAssembly();
        var process = new Process(PrintEntryAssembly);
        process.Start();
        process.Join();
        return 0;
    }

    private static void PrintEntryAssembly() => Console.WriteLine(Assembly.GetEntryAssembly()?.GetName().Name);

    private static void Run(string title, Process process)
    {
        process.Start();
        process.Join();
        Console.WriteLine($"{title}: {process.ExitCode}");
    }

    private static void Static(string text, int number) =>
        Console.WriteLine($"{text} {number} in {(Process.Parent is null ? "the parent" : "a child")}");

    private static void Throw() => throw new InvalidOperationException("thrown in the child");

    private static void Parent()
    {
        var child = new Process(() => Console.WriteLine($"{Process.Current.Name.Split(':')[^1]} of {Process.Parent!.Name}"));
        child.Start();
        child.Join();
        throw new SystemExit(child.ExitCode + 4);
    }

    private sealed record Size(int Width, int Height);

    private sealed class Worker(Size size) : Process
    {
        public string? Label { get; init; }

        protected override void Run() => Console.WriteLine($"{Label} {size} {ReferenceEquals(this, Current)}");
    }
}
