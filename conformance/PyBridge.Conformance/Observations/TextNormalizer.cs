using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace PyBridge.Conformance.Observations;

/// <summary>Rewrites texts and printed lines: paths, process numbers, addresses, tracebacks.</summary>
internal sealed partial class TextNormalizer
{
    private const string Mark = "<traceback> ";

    private readonly Symbols _symbols;
    private readonly (string Path, string Name)[] _places;
    private readonly bool _qualifiedNames;

    public TextNormalizer(Symbols symbols, IReadOnlyDictionary<string, string> places, bool qualifiedNames)
    {
        _symbols = symbols;
        // The longest first: a place may lie within another.
        _places = [.. places
            .Select(place => (place.Value, $"<{place.Key}>"))
            .OrderByDescending(place => place.Value.Length)];
        _qualifiedNames = qualifiedNames;
    }

    /// <summary>One text.</summary>
    public string Normalize(string text)
    {
        foreach (var (path, name) in _places)
        {
            text = text.Replace(path, name, StringComparison.Ordinal);
        }

        text = ProcessNumber().Replace(
            text, match => $"{match.Groups["key"].Value}{_symbols.For("pid", match.Groups["pid"].Value)}");
        text = NamedProcess().Replace(text, "child process <pid>");
        text = Descriptor().Replace(text, "<descriptor>");
        return Address().Replace(text, "<address>");
    }

    /// <summary>A line of <see cref="Output"/> as it is without qualified names.</summary>
    public static string Unqualify(string line) => line.StartsWith(Mark, StringComparison.Ordinal)
        ? Mark + Qualifier().Replace(line[Mark.Length..], "")
        : line;

    /// <summary>What a program printed: as <see cref="Normalize"/>, with the frames of tracebacks left out.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="frames">Whether frames of the program's own files stay.</param>
    public IReadOnlyList<string> Output(IReadOnlyList<string> lines, bool frames = false)
    {
        var result = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            i += Python(lines, i, result, frames) ?? Group(lines, i) ?? Dotnet(lines, i, result) ?? Line(lines[i], result);
        }

        return result;
    }

    private int Line(string line, List<string> result)
    {
        result.Add(Normalize(line));
        return 1;
    }

    /// <summary>CPython writes a heading, the frames, and then "Type: message".</summary>
    /// <returns>How many lines it is; <see langword="null"/> if none begins here.</returns>
    private int? Python(IReadOnlyList<string> lines, int start, List<string> result, bool own)
    {
        if (lines[start] != "Traceback (most recent call last):")
        {
            return null;
        }

        var frames = lines.Skip(start + 1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Count();
        var last = start + 1 + frames;
        if (last == lines.Count)
        {
            return null;
        }

        if (own)
        {
            result.AddRange(lines.Skip(start + 1).Take(frames).Select(Normalize).Where(frame => OwnFrame().IsMatch(frame)));
        }

        result.Add(Normalize(Report(lines[last])));
        return last - start + 1;
    }

    /// <summary>A frame within the picture of an exception group, with the source lines that follow it.</summary>
    private static int? Group(IReadOnlyList<string> lines, int start) => GroupFrame().IsMatch(lines[start])
        ? 1 + lines.Skip(start + 1).TakeWhile(line => GroupSource().IsMatch(line)).Count()
        : null;

    /// <summary>.NET writes "Type: message", which may be several lines, and then the frames.</summary>
    private int? Dotnet(IReadOnlyList<string> lines, int start, List<string> result)
    {
        if (!QualifiedError().IsMatch(lines[start]))
        {
            return null;
        }

        var message = lines.Skip(start + 1).TakeWhile(line => !IsDotnetFrame(line) && !QualifiedError().IsMatch(line)).Count();
        var frames = lines.Skip(start + 1 + message).TakeWhile(IsDotnetFrame).Count();
        if (frames == 0)
        {
            return null;
        }

        result.Add(Normalize(Report(lines[start])));
        result.AddRange(lines.Skip(start + 1).Take(message).Select(Normalize));
        return 1 + message + frames;
    }

    private static bool IsDotnetFrame(string line) =>
        line.StartsWith("   at ", StringComparison.Ordinal)
        || line.StartsWith("--- End of", StringComparison.Ordinal);

    private string Report(string error)
    {
        const string Unhandled = "Unhandled exception. ";
        var text = error.StartsWith(Unhandled, StringComparison.Ordinal) ? error[Unhandled.Length..] : error;
        return Mark + (_qualifiedNames ? text : Qualifier().Replace(text, ""));
    }

    [GeneratedRegex(@"\b(?<key>pid=|parent=|pid |from process )(?<pid>\d+)")]
    private static partial Regex ProcessNumber();

    [GeneratedRegex(@"^  File ""<program>/")]
    private static partial Regex OwnFrame();

    [GeneratedRegex(@"^ +\|   File "".*"", line \d+, in ")]
    private static partial Regex GroupFrame();

    [GeneratedRegex(@"^ +\|     ")]
    private static partial Regex GroupSource();

    // Named in texts of ports alone: a number of its own would shift all that follow.
    [GeneratedRegex(@"\bchild process \d+")]
    private static partial Regex NamedProcess();

    // As selectors tell a descriptor: its object, which is the number itself, and its number.
    [GeneratedRegex(@"\b(?<number>\d+) \(FD \k<number>\)")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{6,}\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:Unhandled exception\. )?(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*(?:: |$)")]
    private static partial Regex QualifiedError();

    [GeneratedRegex(@"^(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_]\w*(?::|$))")]
    private static partial Regex Qualifier();
}
