using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PyBridge.Conformance.Lanes;

/// <summary>Reads a line of a lane as the one JSON object that it has to be.</summary>
internal static class AnswerText
{
    private const int Quoted = 200;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="LaneFault">The line is something else; the message shows its beginning.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            throw new LaneFault($"wrote a line that is no UTF-8: {Quote(line)}");
        }

        if (line.StartsWith(Encoding.UTF8.Preamble))
        {
            throw new LaneFault($"wrote a line that begins with a byte order mark: {Quote(line)}");
        }

        if (line.EndsWith("\r"u8))
        {
            throw new LaneFault($"wrote a line that ends with CR LF: {Quote(line)}");
        }

        JsonNode? answer;
        try
        {
            answer = JsonNode.Parse(line, documentOptions: Strict);
            DemandText(answer);
        }
        catch (JsonException error)
        {
            throw new LaneFault($"wrote a line that is no JSON document: {Quote(line)} ({error.Message})", error);
        }
        catch (InvalidOperationException error)
        {
            // \ud800 without its other half is JSON, and yet no text.
            throw new LaneFault($"wrote a line with a text that is no Unicode: {Quote(line)}", error);
        }

        return answer as JsonObject ?? throw new LaneFault($"wrote a line that is no JSON object: {Quote(line)}");
    }

    /// <summary>The beginning of a line, for a message.</summary>
    public static string Quote(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, Quoted)]);
        var shown = string.Concat(text.Select(sign => char.IsControl(sign) || sign == '\ufeff' ? $"\\u{(int)sign:x4}" : $"{sign}"));
        return line.Length <= Quoted ? shown : shown + "…";
    }

    private static void DemandText(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (_, value) in fields)
                {
                    DemandText(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    DemandText(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
