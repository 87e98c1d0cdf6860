using System.Text.Json.Nodes;

namespace PyBridge.Conformance.RandomSequences;

/// <summary>What is given, sent, put and returned.</summary>
internal static class Messages
{
    private static readonly string[] Values =
    [
        "1", "\"text\"", "null", "true", "-7", "\"it's {0} %s\\n\"", "\"naïve 🐍\"", """{"bytes":"00ff"}""", """{"float":"0.5"}""",
        """[1,"two",[null]]""", """{"tuple":["a",1]}""", """{"map":[["k",{"float":"2.5"}]]}""", "9223372036854775807", "\"\"", "[]",
    ];

    private static readonly string[] Bytes = ["00", "", "68656c6c6f", "fffefd0a00"];

    public static JsonNode? Value(int choice) => JsonNode.Parse(Steps.Pick(Values, choice));

    public static JsonNode Raw(int choice) => new JsonObject { ["bytes"] = Steps.Pick(Bytes, choice) };
}
