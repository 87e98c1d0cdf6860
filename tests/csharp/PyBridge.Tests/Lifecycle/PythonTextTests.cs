using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using NUnit.Framework;
using PyBridge.Lifecycle;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Lifecycle;

[TestFixture]
internal sealed class PythonTextTests
{
    private static readonly string[] Texts =
    [
        "", "plain", "w 1", "it's", "say \"hi\"", "it's \"both\"", "back\\slash", "tab\tnew\nline\rend", "\0\u0001\u001f\u007f",
        "\u0080\u00a0\u00ad\u00e9", "\u4f60\u597d", "\U0001f600", "e\u0301", "\u200b\u2028\u2029\u3000\ufeff", "\ue000\uffff",
        "\ud800", "\udc00\ud800", "a\ud83d", "\U000e0001\U0010ffff", "'\"\\'",
    ];

    [Test]
    public void Repr_OfTextsAndOfEveryCharacter_IsAsCPythonPrintsIt()
    {
        string[] texts = [.. Texts, .. EveryCharacter()];
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, texts.Select(Hex));
        var expected = PythonScript.Run(PythonScript.Newest, "Lifecycle/text_reprs.py", file).Split('\n');
        File.Delete(file);

        var different = texts.Index()
            .Where(text => expected[text.Index].Length > 0 && Hex(PythonText.Repr(text.Item)) != expected[text.Index])
            .Where(text => !IsNewerThanDotNet(text.Item, expected[text.Index]))
            .Select(text => $"{Hex(text.Item)}: {PythonText.Repr(text.Item)}");
        Assert.That(different, Is.Empty);
        Assert.That(expected.Count(line => line.Length > 0), Is.GreaterThan(60_000));
    }

    /// <summary>The whole basic plane, and a part of the others.</summary>
    private static IEnumerable<string> EveryCharacter() =>
        Enumerable.Range(0, 0x10000).Select(unit => ((char)unit).ToString())
            .Concat(Enumerable.Range(0x10000, 0x10000).Select(char.ConvertFromUtf32));

    /// <summary>Whether Python's Unicode has a character that .NET's, which may be a version behind, does not have yet.</summary>
    private static bool IsNewerThanDotNet(string text, string expected) =>
        text.Length > 0 && Rune.TryGetRuneAt(text, 0, out var rune)
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned
        && expected == Hex($"'{text}'");

    private static string Hex(string text) => Convert.ToHexString(MemoryMarshal.AsBytes(text.AsSpan())).ToLowerInvariant();
}
