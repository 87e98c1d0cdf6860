using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using PyBridge.Conformance.Comparison;
using PyBridge.Conformance.Lanes;
using PyBridge.Conformance.Running;

namespace PyBridge.Conformance.Reports;

/// <summary>Writes the result as JUnit XML: a suite for each lane, a case for each scenario.</summary>
internal static class JUnitReport
{
    public static void Write(RunResult result, RerunCommand rerun, string path)
    {
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) };
        using var writer = XmlWriter.Create(path, settings);
        writer.WriteStartElement("testsuites");
        writer.WriteAttributeString("name", "conformance");
        WriteCounts(writer, [.. result.Outcomes], result.Unattributed.Count);
        foreach (var lane in result.Outcomes.GroupBy(outcome => outcome.Lane))
        {
            Write(writer, lane.Key, [.. lane], [.. result.Unattributed.Where(fault => fault.Lane == lane.Key)], rerun);
        }

        writer.WriteEndElement();
    }

    private static void Write(XmlWriter writer, Lane lane, Outcome[] outcomes, LateFault[] faults, RerunCommand rerun)
    {
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", lane.Name);
        WriteCounts(writer, outcomes, faults.Length);
        foreach (var fault in faults)
        {
            writer.WriteStartElement("testcase");
            writer.WriteAttributeString("classname", lane.Name.Replace('.', '_'));
            writer.WriteAttributeString("name", $"the lane itself {fault.Scenario?.Id}".TrimEnd());
            writer.WriteStartElement("error");
            writer.WriteAttributeString("type", VerdictText.Word(Verdict.Error));
            writer.WriteAttributeString("message", Valid(fault.Message));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        foreach (var outcome in outcomes)
        {
            writer.WriteStartElement("testcase");
            // Dots separate packages for most readers; the one in a version is none.
            writer.WriteAttributeString("classname", $"{lane.Name.Replace('.', '_')}.{outcome.Scenario.Area}");
            writer.WriteAttributeString("name", $"{outcome.Scenario.Id} {Valid(outcome.Scenario.Title)}");
            writer.WriteAttributeString("time", Seconds(outcome.Duration));
            WriteVerdict(writer, outcome, rerun);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteVerdict(XmlWriter writer, Outcome outcome, RerunCommand rerun)
    {
        var reason = Valid(outcome.Reason);
        switch (outcome.Verdict)
        {
            case Verdict.NotApplicable:
                writer.WriteStartElement("skipped");
                writer.WriteAttributeString("message", reason);
                writer.WriteEndElement();
                break;
            case Verdict.KnownDifference:
                writer.WriteElementString("system-out", $"known difference: {reason}\n{Lines(outcome)}");
                break;
            case var verdict when outcome.Fails:
                writer.WriteStartElement(verdict == Verdict.Error ? "error" : "failure");
                writer.WriteAttributeString("type", VerdictText.Word(verdict));
                writer.WriteAttributeString("message", reason.Length > 0 ? reason : "unlike the reference");
                writer.WriteString($"\n{Lines(outcome)}\nagain: {rerun.For(outcome.Scenario.Id, outcome.Lane.Name)}\n");
                writer.WriteEndElement();
                break;
        }
    }

    private static void WriteCounts(XmlWriter writer, Outcome[] outcomes, int faults)
    {
        Write("tests", outcomes.Length + faults);
        Write("failures", outcomes.Count(outcome => outcome.Fails && outcome.Verdict != Verdict.Error));
        Write("errors", outcomes.Count(outcome => outcome.Verdict == Verdict.Error) + faults);
        Write("skipped", outcomes.Count(outcome => outcome.Verdict == Verdict.NotApplicable));
        writer.WriteAttributeString(
            "time", Seconds(outcomes.Aggregate(TimeSpan.Zero, (sum, outcome) => sum + outcome.Duration)));

        void Write(string name, int count) =>
            writer.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    private static string Lines(Outcome outcome) =>
        Valid(string.Join('\n', DifferenceText.Lines(outcome).Select(line => line.Text)));

    private static string Seconds(TimeSpan duration) =>
        duration.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);

    // A lane may print what XML has no way to write: control characters, halves of pairs.
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            valid.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? $"\\u{rune.Value:x4}" : rune.ToString());
        }

        return valid.ToString();
    }
}
