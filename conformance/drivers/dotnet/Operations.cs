using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>The steps of the vocabulary over the C# class.</summary>
internal sealed class Operations(string board, ReceivedArguments? received)
{
    // The process objects of this process by label; its threads share them.
    private static readonly ConcurrentDictionary<string, Process> Objects = new();

    private static readonly ConcurrentDictionary<string, WeakReference> Forgotten = new();

    private int _descriptors;

    /// <summary>Does one step and returns its observation.</summary>
    public JsonObject Perform(JsonObject step)
    {
        var watch = Stopwatch.StartNew();
        var observation = new JsonObject { ["value"] = Value(step) };
        if (step["timed"]?.GetValue<bool>() == true)
        {
            observation["elapsed"] = watch.Elapsed.TotalSeconds;
        }

        return observation;
    }

    private JsonNode? Value(JsonObject step)
    {
        switch (Text(step, "op"))
        {
            case "create":
                Create(step);
                return null;
            case "get":
                return Members.Get(Find(Text(step, "of")), Text(step, "member"));
            case "set":
                Members.Set(Find(Text(step, "of")), Text(step, "member"), Values.Decode(step["value"]));
                return null;
            case "call":
                return Members.Call(Find(Text(step, "of")), Text(step, "method"), Arguments(step));
            case "repr":
                var process = Find(Text(step, "of"));
                return new JsonObject { ["repr"] = process.ToString(), ["same_as_str"] = process.ToString() == $"{process}" };
            case "same":
                return ReferenceEquals(Find(Text(step, "of")), Find(Text(step, "and")));
            case "exists":
                return Named(Text(step, "of")) is not null;
            case "class":
                return Find(Text(step, "of")).GetType().Name;
            case "children":
                return new JsonArray([.. Process.ActiveChildren()
                    .Select(LabelOf).Order(StringComparer.Ordinal).Select(label => JsonValue.Create(label))]);
            case "wait":
                return Wait(step);
            case "hold":
                Held.Hold(Text(step, "as"), Values.Decode(step["value"])!);
                return null;
            case "mutate":
                Held.Mutate(Text(step, "of"), step["with"]!);
                return null;
            case "forget":
                Forget(Text(step, "of"));
                return null;
            case "collected":
                return Collected(Text(step, "of"));
            case "handle":
                Signals.Handle(Text(step, "signal"), Text(step, "action"), step["code"]?.GetValue<int>());
                return null;
            case "descriptors":
                return Descriptors(step["mark"]?.GetValue<bool>() == true);
            case "print":
                Print(step);
                return null;
            case "thread":
                StartThread(step);
                return null;
            case "change":
                Reports.Change(Text(step, "what"), step["value"]!);
                return null;
            case "report":
                return Reports.Report(step, received);
            case var unknown:
                throw new UnknownStepException(unknown);
        }
    }

    private void Create(JsonObject step)
    {
        var label = Text(step, "as");
        var args = (IReadOnlyList<object?>?)Values.Decode(step["args"] ?? step["args_value"]);
        var kwargs = step["kwargs_value"] is { } map
            ? (Dictionary<string, object?>)Values.Decode(map)!
            : step["kwargs"]?.AsObject().ToDictionary(pair => pair.Key, pair => Values.Decode(pair.Value));
        var name = step["name"]?.GetValue<string>();
        var daemon = step["daemon"]?.GetValue<bool>();
        if (PythonChildren.Wanted && step["target"] is { } foreign)
        {
            Objects[label] = PythonChildren.Create(
                step["class"]?.GetValue<string>(), foreign, board, label, name, args, kwargs, daemon);
            return;
        }

        var target = step["target"] is { } behaviour
            ? new Target(behaviour, board, label).Accepting(args?.Count ?? 0, kwargs is null ? [] : kwargs.Keys)
            : null;
        Objects[label] = step["class"]?.GetValue<string>() switch
        {
            null or "Process" => new Process(target, name, args, kwargs, daemon),
            nameof(Worker) => new Worker(target, name, args, kwargs, daemon),
            nameof(Overriding) => new Overriding(target, name, args, kwargs, daemon),
            var other => throw new UnknownStepException($"class {other}"),
        };
    }

    private static JsonArray Wait(JsonObject step)
    {
        var labels = step["on"]!.AsArray().ToDictionary(label => Find(label!.GetValue<string>()).Sentinel, label => label!);
        TimeSpan? timeout = step["timeout"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<double>()) : null;
        return new JsonArray([.. Process.WaitAny(labels.Keys, timeout).Select(ready => labels[ready].DeepClone())]);
    }

    /// <summary>
    /// How many more descriptors are open than at the last mark. The runtime holds a loaded assembly open, and its
    /// compiler loads some in the background at a time of its own: those files are none of a process object's.
    /// </summary>
    private JsonValue? Descriptors(bool mark)
    {
        var count = new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(descriptor => descriptor.LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) != true);
        if (!mark)
        {
            return JsonValue.Create(count - _descriptors);
        }

        _descriptors = count;
        return null;
    }

    private static void Print(JsonObject step)
    {
        var stream = step["to"]?.GetValue<string>() == "stderr" ? Console.Error : Console.Out;
        stream.Write(Text(step, "text"));
        if (step["flush"]?.GetValue<bool>() == true)
        {
            stream.Flush();
        }
    }

    private void StartThread(JsonObject step)
    {
        var label = Text(step, "as");
        var thread = new Thread(() => Actor.ServeThread(board, label))
        {
            IsBackground = step["daemon"]!.GetValue<bool>(),
        };
        thread.Start();
    }

    /// <summary>Drops the only strong reference, and remembers a weak one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(string label)
    {
        Objects.Remove(label, out var process);
        Forgotten[label] = new WeakReference(process);
    }

    private static bool Collected(string label)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return !Forgotten[label].IsAlive;
    }

    private static object?[] Arguments(JsonObject step) =>
        step["args"] is JsonArray arguments ? [.. arguments.Select(Values.Decode)] : [];

    private static Process Find(string label) =>
        Named(label) ?? throw new UnknownStepException($"no object is called '{label}' here");

    private static Process? Named(string label) => label switch
    {
        "current" => Process.Current,
        "parent" => Process.Parent,
        _ => Objects.GetValueOrDefault(label),
    };

    private static string LabelOf(Process process) =>
        Objects.FirstOrDefault(known => ReferenceEquals(known.Value, process)).Key ?? "?" + process.GetType().Name;

    private static string Text(JsonObject step, string key) => step[key]!.GetValue<string>();
}
