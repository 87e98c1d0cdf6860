using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace PyBridge.Conformance.Lane;

/// <summary>The steps of the vocabulary over the C# class.</summary>
internal sealed class Operations(string board, ReceivedArguments? received)
{
    private int _descriptors;

    /// <summary>Does one step and returns its observation.</summary>
    public JsonObject Perform(JsonObject step) => new() { ["value"] = Value(step) };

    private JsonNode? Value(JsonObject step)
    {
        switch (Text(step, "op"))
        {
            case "create":
                Create(step);
                return null;
            case "pipe":
                Channels.MakePipe(step);
                return null;
            case "listener":
                Objects.Keep(Text(step, "as"), Channels.MakeListener(step));
                return null;
            case "client":
                Objects.Keep(Text(step, "as"), Channels.MakeClient(step));
                return null;
            case "queue":
                Objects.Keep(Text(step, "as"), Channels.MakeQueue(step));
                return null;
            case "send_handle":
                Channels.SendHandle(step);
                return null;
            case "recv_handle":
                Objects.Keep(Text(step, "as"), Channels.ReceiveHandle(step));
                return null;
            case "take":
                Objects.Keep(Text(step, "as"), received!.Positional[step["argument"]!.GetValue<int>()]);
                return null;
            case "write_raw":
                RawBytes.Write(RawBytes.Of(step), Convert.FromHexString(Text(step, "bytes")));
                return null;
            case "read_raw":
                return Values.Encode(RawBytes.Read(RawBytes.Of(step), step["count"]!.GetValue<int>()));
            case "part":
                var whole = (byte[])Objects.Find(Text(step, "of"));
                return Values.Encode(whole[step["from"]!.GetValue<int>()..Math.Min(whole.Length, step["to"]!.GetValue<int>())]);
            case "equal":
                return JsonNode.DeepEquals(
                    Values.Encode(Objects.Find(Text(step, "of"))), Values.Encode(Objects.Find(Text(step, "and"))));
            case "watch":
                return Watching.Watch(Objects.FindProcess(Text(step, "of")), Text(step, "until"));
            case "length":
                return Values.Length(Objects.Find(Text(step, "of")));
            case "get":
                return Seen(step, Members.Get(Objects.Find(Text(step, "of")), Text(step, "member")));
            case "set":
                Members.Set(Objects.FindProcess(Text(step, "of")), Text(step, "member"), Values.Decode(step["value"]));
                return null;
            case "call":
                return Seen(step, Members.Call(Objects.Find(Text(step, "of")), MethodOf(step), Arguments(step)));
            case "repr":
                var shown = Objects.Find(Text(step, "of"));
                return new JsonObject { ["repr"] = shown.ToString(), ["same_as_str"] = shown.ToString() == $"{shown}" };
            case "same":
                return ReferenceEquals(Objects.Find(Text(step, "of")), Objects.Find(Text(step, "and")));
            case "exists":
                return Objects.Named(Text(step, "of")) is not null;
            case "class":
                return Objects.Find(Text(step, "of")).GetType().Name;
            case "children":
                return new JsonArray([.. Process.ActiveChildren()
                    .Select(Objects.LabelOf).Order(StringComparer.Ordinal).Select(label => JsonValue.Create(label))]);
            case "wait":
                return Wait(step);
            case "hold":
                Held.Hold(Text(step, "as"), Values.Decode(step["value"])!);
                return null;
            case "mutate":
                Held.Mutate(Text(step, "of"), step["with"]!, step["empty"]?.GetValue<bool>() == true);
                return null;
            case "forget":
                Objects.Forget(Text(step, "of"));
                return null;
            case "collected":
                return Objects.Collected(Text(step, "of"));
            case "handle":
                Signals.Handle(step);
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
            case "connection":
                Objects.Keep(Text(step, "as"), Channels.MakeConnection(step));
                return null;
            case "sockets":
                Sockets.Make(step);
                return null;
            case "reap":
                return LibC.Reap(Objects.FindProcess(Text(step, "of")).Pid!.Value);
            case "show":
                Show(Objects.FindProcess(Text(step, "of")));
                return null;
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
        var processClass = step["result"]?.GetValue<bool>() == true ? "result" : step["class"]?.GetValue<string>();
        if (PythonChildren.Wanted && step["target"] is { } foreign)
        {
            Objects.Keep(label, PythonChildren.Create(processClass, foreign, board, label, name, args, kwargs, daemon));
            return;
        }

        var target = step["target"] is { } behaviour
            ? Callables.Make(behaviour, board, label, args?.Count ?? 0, kwargs is null ? [] : kwargs.Keys)
            : null;
        Objects.Keep(label, processClass switch
        {
            null or "Process" => new Process(target, name, args, kwargs, daemon),
            "result" => new Process<object?>(target, name, args, kwargs, daemon),
            nameof(Worker) => new Worker(target, name, args, kwargs, daemon),
            nameof(Outer.Nested) => new Outer.Nested(target, name, args, kwargs, daemon),
            nameof(Overriding) => new Overriding(target, name, args, kwargs, daemon),
            var other => throw new UnknownStepException($"class {other}"),
        });
    }

    // What is asked for is part of a call in C#, and nothing in Python.
    private static string MethodOf(JsonObject step) =>
        step["expects"] is { } type ? $"{Text(step, "method")} {type}" : Text(step, "method");

    /// <summary>What is told of a value; nothing of one that gets a label.</summary>
    private static JsonNode? Seen(JsonObject step, object? value)
    {
        if (step["as"] is null)
        {
            return Values.Encode(value);
        }

        Objects.Keep(Text(step, "as"), value);
        return null;
    }

    private static JsonArray Wait(JsonObject step)
    {
        var labels = step["on"]!.AsArray().ToDictionary(label => Waited(label!.GetValue<string>()), label => label!);
        TimeSpan? timeout = step["timeout"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<double>()) : null;
        var ready = labels.Keys.All(one => one is Sentinel)
            ? Process.WaitAny([.. labels.Keys.Cast<Sentinel>()], timeout)
            : PyBridge.Connections.Wait.Any(labels.Keys, timeout);
        return new JsonArray([.. ready.Select(one => labels[one].DeepClone())]);

        static object Waited(string label) => Objects.Find(label) is var found && found is Process process
            ? process.Sentinel
            : found;
    }

    /// <summary>
    /// How many more descriptors are open than at the last mark. The runtime holds a loaded assembly open, and its
    /// compiler loads some in the background at a time of its own: those files are none of a process object's. Each process
    /// that waits has two, and how many wait is a matter of the moment but when all do.
    /// </summary>
    private JsonValue? Descriptors(bool mark)
    {
        Reserve.Fill();
        var count = new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(descriptor => descriptor.LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) != true);
        if (!mark)
        {
            return JsonValue.Create(count - _descriptors);
        }

        _descriptors = count;
        return null;
    }

    /// <summary>Prints what the documentation prints of a process.</summary>
    private static void Show(Process process) =>
        Console.Out.Write($"{process} {(process.IsAlive() ? "True" : "False")}\n");

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

    private static object?[] Arguments(JsonObject step) =>
        step["args"] is JsonArray arguments ? [.. arguments.Select(Values.Decode)] : [];

    private static string Text(JsonObject step, string key) => step[key]!.GetValue<string>();
}
