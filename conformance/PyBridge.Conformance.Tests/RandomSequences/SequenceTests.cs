using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NJsonSchema;
using NUnit.Framework;
using PyBridge.Conformance.RandomSequences;
using PyBridge.Conformance.Scenarios;

namespace PyBridge.Conformance.Tests.RandomSequences;

internal sealed class SequenceTests
{
    private const ulong Seed = 20;

    [Test]
    public void Generate_SameSeedAndNumber_IsTheSameSequence()
    {
        var sequence = Sequences.Generate(Seed, 3);

        Assert.That(Sequences.Generate(Seed, 3), Is.EqualTo(sequence));
        Assert.That(Sequences.Generate(Seed, 4), Is.Not.EqualTo(sequence));
        Assert.That(Sequences.Generate(Seed + 1, 3), Is.Not.EqualTo(sequence));
    }

    [Test]
    public async Task Write_AnySequenceAndAnyPartOfOne_FollowsTheSchema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.Suite, "schema", "scenario.json"));
        foreach (var scenario in Parts(count: 150).Where(scenario => scenario.Steps.Count > 0))
        {
            Assert.That(schema.Validate(scenario.Document.ToJsonString()), Is.Empty, scenario.Document.ToJsonString());
        }
    }

    [Test]
    public void Write_AnySequenceAndAnyPartOfOne_CanBePlayed()
    {
        foreach (var scenario in Parts(count: 1000))
        {
            Assert.That(PlayRules.Broken(scenario.Steps), Is.Empty, scenario.Document.ToJsonString());
        }
    }

    [Test]
    public void Write_ForThoseWhoCanLess_NeedsNoMore()
    {
        foreach (var can in Capabilities.All)
        {
            var needs = Enumerable.Range(0, 200).SelectMany(number => Build(number, Sequences.Generate(Seed, number), can).Needs);

            Assert.That(needs.Distinct(), Is.SubsetOf(can));
        }

        Assert.That(Enumerable.Range(0, 200).SelectMany(number => Build(number).Needs).Distinct(), Is.SupersetOf(
            ["ident-member", "interrupt", "own-callables", "pickled-arguments", "python-runtime", "threads-and-starts"]));
    }

    [Test]
    public void Write_EachKindOfMove_IsMadeBySomeSequence([Values] MoveKind kind) =>
        Assert.That(
            Enumerable.Range(0, 1000).Any(number => !JsonNode.DeepEquals(
                Build(number).Document["steps"],
                Build(number, [.. Sequences.Generate(Seed, number).Where(move => move.Kind != kind)], Capabilities.OfPython).Document["steps"])),
            Is.True);

    [Test]
    public void Write_ManySequences_UseTheWholeVocabularyAndSeveralObjects()
    {
        var scenarios = Enumerable.Range(0, 1000).Select(Build).ToList();
        var steps = scenarios.SelectMany(scenario => scenario.Steps).ToList();

        var operations = steps.Select(step => (string)step["op"]!).ToHashSet();
        var methods = steps.Select(step => (string?)step["method"]).ToHashSet();
        Assert.That(
            operations,
            Is.SupersetOf(
            [
                "create", "call", "get", "set", "repr", "children", "wait", "signal", "ended", "exists", "exit", "return", "raise",
                "die", "os_exit", "exited", "thread", "pending", "await", "pipe", "queue", "take", "hold", "mutate", "report",
            ]));
        Assert.That(
            methods,
            Is.SupersetOf(
            [
                "start", "join", "is_alive", "terminate", "kill", "close", "run", "interrupt", "result", "send", "send_bytes", "recv",
                "recv_bytes", "poll", "put", "put_nowait", "get", "get_nowait", "full", "qsize", "empty", "task_done", "join_thread",
            ]));
        Assert.That(steps.Any(step => step["in"] is not null && (string?)step["op"] == "create"), Is.True, "children have children");
        Assert.That(scenarios.Average(scenario => scenario.Steps.Count(step => (string?)step["op"] == "create")), Is.GreaterThan(1.5));
    }

    [Test]
    public void Write_ManySequences_HaveWhatNeedsSeveralMoves()
    {
        var texts = Enumerable.Range(0, 1000).Select(number => Build(number).Document["steps"]!.ToJsonString()).ToList();
        foreach (var (what, pattern) in new[]
        {
            ("a process of depth 3", """ "in":"(p\d)","op":"create","as":"(p\d)".*"in":"\2","op":"create","as":"(p\d)".*"in":"\3","op":"get" """),
            ("a start that is tried again", """ "of":"(p\d)","method":"start"}.*"mutate".*"of":"\1","method":"start"}.*"in":"\1" """),
            ("a process object taken in a child", """ "op":"take","argument":\d,"as":"p\d" """),
            ("a connection in a child", """ "op":"take","argument":\d,"as":"c\d" """),
            ("a queue in a child", """ "op":"take","argument":\d,"as":"q\d" """),
            ("a child that outlives the program", """ "op":"exited".*"in":"p\d","op":"get","of":"parent" """),
            ("a join that is over with the end of a child", """ "method":"join",("args":\[\w+\],)?"async":"(w\d+)".*"op":"ended".*"op":"await","step":"\2" """),
        })
        {
            Assert.That(texts.Any(text => Regex.IsMatch(text, pattern.Trim())), Is.True, what);
        }
    }

    [Test]
    public void Shrink_UntilNothingSmallerCloses_ArrivesAtThreeSteps()
    {
        // As if closing a process that was started were the fault.
        static bool Fails(Move[] moves)
        {
            var steps = Build(0, moves, Capabilities.OfPython).Steps;
            return steps.Any(step => (string?)step["method"] == "start")
                && (string?)steps[^1]["method"] == "close" && ((string)steps[^1]["of"]!)[0] == 'p';
        }

        var moves = Enumerable.Range(0, 2000).Select(number => Sequences.Generate(Seed, number)).First(Fails);
        while (Sequences.Shrink(moves).FirstOrDefault(Fails) is { } smaller)
        {
            moves = smaller;
        }

        Assert.That(moves.Select(move => move.Kind), Is.EqualTo([MoveKind.Create, MoveKind.Start, MoveKind.Call]));
    }

    [Test]
    public void Shrink_OfAnySequence_GivesWhatCanBePlayed()
    {
        foreach (var number in Enumerable.Range(0, 100))
        {
            foreach (var smaller in Sequences.Shrink(Sequences.Generate(Seed, number)))
            {
                var scenario = Build(number, smaller, Capabilities.OfPython);
                Assert.That(PlayRules.Broken(scenario.Steps), Is.Empty, scenario.Document.ToJsonString());
            }
        }
    }

    [Test]
    public void Save_AnySequence_IsReadAsThatScenario()
    {
        var folder = Directory.CreateTempSubdirectory("pybridge-random-");
        try
        {
            var scenario = Build(5);
            var read = ScenarioLibrary.Read(RandomScenario.Save(scenario, folder.FullName));

            Assert.That(read.Document.ToJsonString(), Is.EqualTo(scenario.Document.ToJsonString()));
            Assert.That(Path.GetFileName(read.Path), Is.EqualTo(read.Id + ".json"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Scenario> Parts(int count)
    {
        foreach (var number in Enumerable.Range(0, count))
        {
            var moves = Sequences.Generate(Seed, number);
            foreach (var part in new[] { moves, [.. moves.Skip(number % 5)], [.. moves.Where((_, index) => index % 3 != 0)] })
            {
                foreach (var can in Capabilities.All)
                {
                    yield return Build(number, part, can);
                }
            }
        }
    }

    private static Scenario Build(int number) => Build(number, Sequences.Generate(Seed, number), Capabilities.OfPython);

    private static Scenario Build(int number, Move[] moves, IReadOnlySet<string> can) => RandomScenario.Build(Seed, number, moves, can);
}
