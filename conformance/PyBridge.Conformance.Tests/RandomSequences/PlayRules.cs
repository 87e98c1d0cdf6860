using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Tests.RandomSequences;

/// <summary>What has to hold of steps so that they can be played and come back, read off the steps alone.</summary>
internal static class PlayRules
{
    private static readonly HashSet<string> Endings = ["return", "exit", "raise", "os_exit", "die"];

    /// <summary>What is wrong with the steps.</summary>
    public static IEnumerable<string> Broken(IReadOnlyList<JsonObject> steps)
    {
        var actors = new HashSet<string> { "main" };
        var starting = new HashSet<string>();
        var gone = new HashSet<string>();
        var busy = new Dictionary<string, string>();
        var threads = new Dictionary<string, string>();
        foreach (var (step, index) in steps.Select((step, index) => (step, index)))
        {
            var operation = Text(step, "op");
            var actor = Text(step, "in") ?? "main";
            if (operation is "await")
            {
                if (!busy.Remove(Text(step, "step")!))
                {
                    yield return $"step {index} awaits what is not under way";
                }

                continue;
            }

            if (operation is "ended" or "exited" or "signal")
            {
                var who = Text(step, "who") ?? Text(step, "to") ?? "main";
                foreach (var one in threads.Where(thread => thread.Value == who).Select(thread => thread.Key).Append(who))
                {
                    Forget(busy, one);
                    gone.Add(one);
                }

                continue;
            }

            if (operation is "pending")
            {
                if (!busy.ContainsKey(Text(step, "step")!))
                {
                    yield return $"step {index} asks for what is over";
                }

                continue;
            }

            if (!actors.Contains(actor) && !starting.Contains(actor))
            {
                yield return $"step {index} is of {actor}, who never came";
            }

            if (gone.Contains(actor))
            {
                yield return $"step {index} is of {actor}, who has gone";
            }

            if (busy.ContainsValue(actor))
            {
                yield return $"step {index} is of {actor}, who is at another";
            }

            if (Text(step, "method") is "start")
            {
                starting.Add(Text(step, "of")!);
            }

            if (operation is "thread")
            {
                actors.Add(Text(step, "as")!);
                threads.Add(Text(step, "as")!, actor);
            }

            if (Text(step, "async") is { } name)
            {
                busy.Add(name, actor);
            }

            if (Endings.Contains(operation!))
            {
                gone.Add(actor);
            }
        }

        foreach (var (name, actor) in busy)
        {
            yield return $"{name} of {actor} is never awaited";
        }
    }

    // What a process waits for when it is killed, nobody is told.
    private static void Forget(Dictionary<string, string> busy, string actor)
    {
        foreach (var (name, _) in busy.Where(pair => pair.Value == actor).ToList())
        {
            busy.Remove(name);
        }
    }

    private static string? Text(JsonObject step, string key) => step[key]?.GetValue<string>();
}
