using System;
using System.Globalization;
using System.IO;

namespace PyBridge.Benchmarks.Quick;

/// <summary>Prints medians, and what they are as multiples of another subject's.</summary>
internal sealed class RatioTable(TextWriter output)
{
    public void Head(string title, string yardstick)
    {
        output.WriteLine();
        output.WriteLine($"{title,-46} {"median",10} {yardstick,18} {"bar",6}");
    }

    /// <param name="subject">What was measured.</param>
    /// <param name="yardstick">What it is compared with.</param>
    /// <param name="bar">The ratio that must not be exceeded, if there is one.</param>
    public void Row(Subject subject, Subject yardstick, double? bar = null)
    {
        double ratio = subject.Median / yardstick.Median;
        string verdict = bar is { } limit ? $"{Text(limit, "0.00"),6} {(ratio <= limit ? "kept" : "EXCEEDED")}" : "";
        output.WriteLine($"{subject.Name,-46} {Text(subject.Median),10} {Text(ratio, "0.00"),18} {verdict}".TrimEnd());
    }

    private static string Text(TimeSpan time) => time.TotalMilliseconds >= 1
        ? Text(time.TotalMilliseconds, "0.00") + " ms"
        : Text(time.TotalMicroseconds, "0.0") + " us";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
