using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Tests.Reports;

/// <summary>A JSON report of any size, as a run would have written it.</summary>
internal static class SampleReport
{
    /// <summary>A text that would end a script element, if it were let.</summary>
    public const string Hostile = "</script><script>document.title='broken'</script><!-- \u2028 \" ' & <b>";

    public static JsonObject Build(int scenarios, int ports, int references)
    {
        var lanes = Enumerable.Range(0, references).Select(number => Lane($"python-spawn@3.{number + 7}.1", "reference"))
            .Concat(Enumerable.Range(0, ports).Select(number => Lane($"port@3.{number + 7}.1", "port")))
            .ToList();
        var documents = Enumerable.Range(0, scenarios).Select(Scenario).ToList();
        return new JsonObject
        {
            ["format"] = 1,
            ["seconds"] = 12.5,
            ["rerun"] = "dotnet run --",
            ["results"] = new JsonArray([.. lanes.SelectMany(lane => documents, (lane, scenario) => Result(lane, scenario))]),
            ["lanes"] = new JsonArray([.. lanes]),
            ["scenarios"] = new JsonArray([.. documents]),
        };
    }

    private static JsonObject Lane(string name, string role) => new()
    {
        ["name"] = name,
        ["role"] = role,
        ["description"] = new JsonObject { ["implementation"] = "sample", ["version"] = "1" },
    };

    private static JsonObject Scenario(int number) => new()
    {
        ["id"] = "M" + number.ToString("D2", CultureInfo.InvariantCulture),
        ["title"] = $"Scenario {number} {Hostile}",
        ["area"] = number % 2 == 0 ? "even" : "odd",
        ["priority"] = 1,
        ["checks"] = "nothing at all",
        ["steps"] = new JsonArray(TestData.Object("""{"op":"call","of":"p","method":"start"}""")),
    };

    // The first scenario differs on the first port.
    private static JsonObject Result(JsonObject lane, JsonObject scenario)
    {
        var (name, id) = (lane["name"]!.GetValue<string>(), scenario["id"]!.GetValue<string>());
        var isPort = name.StartsWith("port", System.StringComparison.Ordinal);
        var differs = name == "port@3.7.1" && id == "M00";
        return new JsonObject
        {
            ["scenario"] = id,
            ["lane"] = name,
            ["verdict"] = differs ? "different" : isPort ? "same" : "reference",
            ["reason"] = differs ? Hostile : "",
            ["reference"] = isPort ? name.Replace("port", "python-spawn", System.StringComparison.Ordinal) : null,
            ["seconds"] = 0.25,
            ["differences"] = differs
                ? new JsonArray(TestData.Object("""{"field":"steps[0].value","reference":1,"port":2}"""))
                : [],
            ["observed"] = new JsonObject
            {
                ["steps"] = new JsonArray(new JsonObject { ["value"] = differs ? 2 : 1 }),
                ["program"] = TestData.Object("""{"exit":0,"stdout":[],"stderr":[]}"""),
            },
        };
    }
}
