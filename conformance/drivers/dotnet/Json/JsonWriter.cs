using System.Text;

namespace PyBridge.Conformance.Lane.Json;

/// <summary>Writes JSON in one line and in ASCII alone.</summary>
internal static class JsonWriter
{
    public static string Write(JsonNode? node)
    {
        var written = new StringBuilder();
        Write(written, node);
        return written.ToString();
    }

    private static void Write(StringBuilder written, JsonNode? node)
    {
        switch (node)
        {
            case null:
                written.Append("null");
                break;
            case JsonFlag flag:
                written.Append(flag.Value ? "true" : "false");
                break;
            case JsonNumber number:
                written.Append(number.Digits);
                break;
            case JsonText text:
                WriteText(written, text.Value);
                break;
            case JsonArray items:
                WriteItems(written, items);
                break;
            case JsonObject fields:
                WriteFields(written, fields);
                break;
        }
    }

    private static void WriteItems(StringBuilder written, JsonArray items)
    {
        var separator = '[';
        foreach (var item in items)
        {
            written.Append(separator);
            Write(written, item);
            separator = ',';
        }

        written.Append(separator == '[' ? "[]" : "]");
    }

    private static void WriteFields(StringBuilder written, JsonObject fields)
    {
        var separator = '{';
        foreach (var (key, value) in fields)
        {
            written.Append(separator);
            WriteText(written, key);
            written.Append(':');
            Write(written, value);
            separator = ',';
        }

        written.Append(separator == '{' ? "{}" : "}");
    }

    private static void WriteText(StringBuilder written, string text)
    {
        written.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\\')
            {
                written.Append('\\').Append(character);
            }
            else if (character is >= ' ' and <= '~')
            {
                written.Append(character);
            }
            else
            {
                WriteEscaped(written, IsHalf(text, i) ? '\uFFFD' : character);
            }
        }

        written.Append('"');
    }

    /// <summary>Whether a surrogate has no other half: no UTF-8 can say it.</summary>
    private static bool IsHalf(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    private static void WriteEscaped(StringBuilder written, char character)
    {
        const string Digits = "0123456789abcdef";
        written.Append("\\u");
        for (var shift = 12; shift >= 0; shift -= 4)
        {
            written.Append(Digits[(character >> shift) & 15]);
        }
    }
}
