using System;
using System.Globalization;
using System.Text;

namespace PyBridge.Conformance.Lane.Json;

/// <summary>Reads JSON from a text. What is none is an error; what is read in full only.</summary>
internal ref struct JsonReader
{
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    /// <exception cref="FormatException">It is no JSON.</exception>
    public static JsonNode? Parse(string text)
    {
        var reader = new JsonReader(text);
        var node = reader.ReadNode();
        reader.SkipSpace();
        return reader._at == text.Length ? node : throw reader.Fault();
    }

    private JsonNode? ReadNode()
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return ReadObject();
            case '[':
                return ReadArray();
            case '"':
                return new JsonText(ReadText());
            case 't':
                return Expect("true", new JsonFlag(true));
            case 'f':
                return Expect("false", new JsonFlag(false));
            case 'n':
                return Expect("null", null);
            default:
                return ReadNumber();
        }
    }

    private JsonObject ReadObject()
    {
        var fields = new JsonObject();
        for (var more = Opens('}'); more; more = GoesOn('}'))
        {
            SkipSpace();
            var key = ReadText();
            SkipSpace();
            Take(':');
            fields.Set(key, ReadNode());
        }

        return fields;
    }

    private JsonArray ReadArray()
    {
        var items = new JsonArray();
        for (var more = Opens(']'); more; more = GoesOn(']'))
        {
            items.Add(ReadNode());
        }

        return items;
    }

    private string ReadText()
    {
        Take('"');
        var begin = _at;
        while (Peek() is not ('"' or '\\'))
        {
            _at++;
        }

        if (Peek() == '"')
        {
            return _text[begin.._at++];
        }

        var text = new StringBuilder().Append(_text, begin, _at - begin);
        while (Next() is var character and not '"')
        {
            text.Append(character == '\\' ? ReadEscaped() : character);
        }

        return text.ToString();
    }

    private char ReadEscaped()
    {
        switch (Next())
        {
            case 'u' when _at + 4 <= _text.Length:
                _at += 4;
                return (char)int.Parse(_text.AsSpan(_at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case var itself and ('"' or '\\' or '/'):
                return itself;
            default:
                throw Fault();
        }
    }

    private JsonNumber ReadNumber()
    {
        var begin = _at;
        while (_at < _text.Length && _text[_at] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _at++;
        }

        return _at > begin ? new JsonNumber(_text[begin.._at]) : throw Fault();
    }

    private JsonNode? Expect(string word, JsonNode? node)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Fault();
        }

        _at += word.Length;
        return node;
    }

    /// <summary>Goes past the begin of a collection; whether something is in it.</summary>
    private bool Opens(char end)
    {
        _at++;
        SkipSpace();
        if (Peek() != end)
        {
            return true;
        }

        _at++;
        return false;
    }

    /// <summary>Goes past what follows an item; whether that is another one.</summary>
    private bool GoesOn(char end)
    {
        SkipSpace();
        var next = Next();
        return next == ',' || (next == end ? false : throw Fault());
    }

    private void Take(char expected)
    {
        if (Next() != expected)
        {
            throw Fault();
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : throw Fault();

    private char Next() => _at < _text.Length ? _text[_at++] : throw Fault();

    private readonly FormatException Fault() => new($"no JSON at position {_at} of {_text}");
}
