using System.IO;
using System.Linq;
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
        foreach (var number in Enumerable.Range(0, 100))
        {
            var moves = Sequences.Generate(Seed, number);
            foreach (var part in new[] { moves, [.. moves.Skip(number % 5)], [.. moves.Where((_, index) => index % 3 != 0)] })
            {
                var scenario = RandomScenario.Build(Seed, number, part);
                if (scenario.Steps.Count > 0)
                {
                    Assert.That(schema.Validate(scenario.Document.ToJsonString()), Is.Empty, scenario.Document.ToJsonString());
                }
            }
        }
    }

    [Test]
    public void Write_ManySequences_UseTheWholeVocabularyAndSeveralObjects()
    {
        var scenarios = Enumerable.Range(0, 200)
            .Select(number => RandomScenario.Build(Seed, number, Sequences.Generate(Seed, number)))
            .ToList();
        var steps = scenarios.SelectMany(scenario => scenario.Steps).ToList();

        var operations = steps.Select(step => (string)step["op"]!).ToHashSet();
        var methods = steps.Select(step => (string?)step["method"]).ToHashSet();
        Assert.That(
            operations,
            Is.SupersetOf(
            [
                "create", "call", "get", "set", "repr", "children", "wait", "signal", "ended", "exists", "exit", "return", "raise",
                "die", "os_exit",
            ]));
        Assert.That(methods, Is.SupersetOf(["start", "join", "is_alive", "terminate", "kill", "close"]));
        Assert.That(steps.Any(step => step["in"] is not null && (string?)step["op"] == "create"), Is.True, "children have children");
        Assert.That(scenarios.Average(scenario => scenario.Steps.Count(step => (string?)step["op"] == "create")), Is.GreaterThan(1.5));
    }

    [Test]
    public void Shrink_UntilNothingSmallerCloses_ArrivesAtThreeSteps()
    {
        // As if closing a process that was started were the fault.
        static bool Fails(Move[] moves)
        {
            var steps = RandomScenario.Build(Seed, 0, moves).Steps;
            return steps.Any(step => (string?)step["method"] == "start") && (string?)steps[^1]["method"] == "close";
        }

        var moves = Enumerable.Range(0, 2000).Select(number => Sequences.Generate(Seed, number)).First(Fails);
        while (Sequences.Shrink(moves).FirstOrDefault(Fails) is { } smaller)
        {
            moves = smaller;
        }

        Assert.That(moves.Select(move => move.Kind), Is.EqualTo([MoveKind.Create, MoveKind.Start, MoveKind.Call]));
    }

    [Test]
    public void Save_AnySequence_IsReadAsThatScenario()
    {
        var folder = Directory.CreateTempSubdirectory("pybridge-random-");
        try
        {
            var scenario = RandomScenario.Build(Seed, 5, Sequences.Generate(Seed, 5));
            var read = ScenarioLibrary.Read(RandomScenario.Save(scenario, folder.FullName));

            Assert.That(read.Document.ToJsonString(), Is.EqualTo(scenario.Document.ToJsonString()));
            Assert.That(Path.GetFileName(read.Path), Is.EqualTo(read.Id + ".json"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
