using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>The steps that random sequences consist of. The first of each list is what shrinking arrives at.</summary>
internal static class Steps
{
    private static readonly string[] Names =
    [
        "", "worker", "Process-7", "it's \"me\"", "naïve 🐍\n", "{0}{name}{}", "%s %d%% %(name)s", "a\0b", "back\\slash\\n",
        ">, parent=7 stopped exitcode=0", "two\nlines\r\n", "$HOME ${x} `id`",
    ];

    private static readonly string[] Reads =
        ["name", "exitcode", "pid", "daemon", "is_alive", "repr", "sentinel", "authkey", "ident", "class"];

    private static readonly string[] Methods = ["close", "terminate", "kill"];

    // Exceptions have a text, for in .NET there is none without.
    private static readonly string[] Endings =
    [
        """{"op":"return"}""",
        """{"op":"exit","code":3}""",
        """{"op":"raise","kind":"Boom","text":"broken"}""",
        """{"op":"exit","code":"a text"}""",
        """{"op":"exit"}""",
        """{"op":"os_exit","code":7}""",
        """{"op":"die","signal":"SIGKILL"}""",
        """{"op":"die","signal":"SIGTERM"}""",
        """{"op":"raise","kind":"Boom","text":"it's \"broken\""}""",
        """{"op":"exit","code":-1}""",
        """{"op":"exit","code":false}""",
        """{"op":"exit","code":256}""",
        """{"op":"exit","code":-300}""",
        """{"op":"exit","code":2147483647}""",
        """{"op":"exit","code":{"float":"2.7"}}""",
        """{"op":"exit","code":{"bytes":"00ff"}}""",
        """{"op":"exit","code":null}""",
        """{"op":"exit","code":"it's {0} %s\n"}""",
        """{"op":"exit","code":""}""",
        """{"op":"raise","kind":"Boom","text":"{0} %s\ttab"}""",
        """{"op":"os_exit","code":255}""",
    ];

    private static readonly string[] ProgramEndings =
    [
        """{"op":"return"}""",
        """{"op":"exit","code":3}""",
        """{"op":"os_exit","code":4}""",
        """{"op":"exit","code":256}""",
        """{"op":"exit","code":-1}""",
    ];

    private static readonly string[] Signals = ["SIGTERM", "SIGKILL", "SIGUSR1", "SIGHUP"];

    private static readonly string[] Writes =
    [
        """{"member":"name","value":"renamed"}""",
        """{"member":"name","value":""}""",
        """{"member":"authkey","value":{"bytes":"6b6579"}}""",
        """{"member":"daemon","value":true}""",
        """{"member":"daemon","value":false}""",
    ];

    // In seconds; nobody waits that long.
    private const int LongEnough = 30;

    private static readonly string[] Timeouts = ["0", "-1", """{"float":"0.001"}"""];

    public static JsonObject Children() => new() { ["op"] = "children" };

    public static JsonObject Call(string label, string method) =>
        new() { ["op"] = "call", ["of"] = label, ["method"] = method };

    /// <param name="labels">Of what is asked for.</param>
    /// <param name="timeout">How long in seconds.</param>
    public static JsonObject Wait(IEnumerable<string> labels, int timeout) => new()
    {
        ["op"] = "wait",
        ["on"] = new JsonArray([.. labels.Select(label => JsonValue.Create(label))]),
        ["timeout"] = timeout,
    };

    /// <summary>A wait for the end of a process that comes in time.</summary>
    public static JsonObject LongWait(string label, int choice)
    {
        if (choice % 4 == 3)
        {
            return Wait([label], LongEnough);
        }

        var step = Call(label, "join");
        if (choice % 4 > 0)
        {
            step["args"] = choice % 4 == 1 ? new JsonArray(LongEnough) : new JsonArray((JsonNode?)null);
        }

        return step;
    }

    public static JsonObject Ended(string label) => new() { ["op"] = "ended", ["who"] = label };

    public static JsonObject Signal(string label, int choice) =>
        new() { ["op"] = "signal", ["to"] = label, ["signal"] = Pick(Signals, choice) };

    /// <summary>How the program itself ends: .NET's takes no other codes than numbers.</summary>
    public static JsonObject ProgramEnding(int choice) => Parse(Pick(ProgramEndings, choice));

    /// <summary>An end that says nothing.</summary>
    public static JsonObject Silent() => new() { ["op"] = "exit", ["code"] = 9 };

    public static JsonObject Ending(int choice) => Parse(Pick(Endings, choice));

    public static string Method(int choice) => Pick(Methods, choice);

    public static JsonObject Read(string label, int choice) => Pick(Reads, choice) switch
    {
        "is_alive" => Call(label, "is_alive"),
        "repr" => new() { ["op"] = "repr", ["of"] = label },
        "class" => new() { ["op"] = "class", ["of"] = label },
        var member => new() { ["op"] = "get", ["of"] = label, ["member"] = member },
    };

    /// <param name="label">Of the object to join.</param>
    /// <param name="mayWait">Whether a join without a timeout comes back.</param>
    /// <param name="choice">Which timeout.</param>
    public static JsonObject Join(string label, bool mayWait, int choice)
    {
        var step = Call(label, "join");
        if (!mayWait || choice % 2 == 1)
        {
            step["args"] = new JsonArray(JsonNode.Parse(Pick(Timeouts, choice / 2)));
        }

        return step;
    }

    /// <returns>The step, and what it makes of the daemon flag.</returns>
    public static (JsonObject Step, bool? Daemon) Write(string label, int choice)
    {
        var step = new JsonObject { ["op"] = "set", ["of"] = label };
        foreach (var (name, value) in Parse(Pick(Writes, choice)))
        {
            step[name] = value?.DeepClone();
        }

        return (step, step["member"]!.GetValue<string>() == "daemon" ? step["value"]!.GetValue<bool>() : null);
    }

    /// <returns>The step, how the child ends if it does by itself, and the daemon flag if one is given.</returns>
    public static (JsonObject Step, string? Brief, bool? Daemon) Create(string label, int choice, int ending)
    {
        var isBrief = choice % 4 == 3;
        var step = new JsonObject { ["op"] = "create", ["as"] = label };
        step["target"] = isBrief ? new JsonArray(Ending(ending)) : "obey";
        if (choice / 4 % 3 > 0)
        {
            step["name"] = Pick(Names, choice + ending);
        }

        bool? daemon = (choice / 12 % 5) switch { 1 => true, 2 => false, _ => null };
        if (daemon is { } flag)
        {
            step["daemon"] = flag;
        }

        if (choice / 12 % 5 == 4)
        {
            step["class"] = "Worker";
        }

        return (step, isBrief ? Ending(ending)["op"]!.GetValue<string>() : null, daemon);
    }

    /// <returns>A step about the current process or its parent, and what it makes of the current's daemon flag.</returns>
    public static (JsonObject Step, bool? Daemon) Self(int choice, bool hasParent) => (choice % 4) switch
    {
        // The class of the program's own object is private on either side, and its name is not the same.
        0 => (Read("current", hasParent ? choice / 4 : choice / 4 % (Reads.Length - 1)), null),
        1 => Write("current", choice / 4),
        2 when hasParent => (ReadParent(choice / 4), null),
        3 => (Call("current", Pick(["join", "start", "close", "terminate"], choice / 4)), null),
        _ => (new() { ["op"] = "exists", ["of"] = "parent" }, null),
    };

    // What the parent's object says of itself besides differs between Pythons, and scenarios ask for it.
    private static JsonObject ReadParent(int choice) => Pick(["name", "pid", "is_alive"], choice) switch
    {
        "is_alive" => Call("parent", "is_alive"),
        var member => new() { ["op"] = "get", ["of"] = "parent", ["member"] = member },
    };

    public static string Pick(string[] list, int choice) => list[choice % list.Length];

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
