using System.IO;

namespace PyBridge.Tests.Targets;

internal static class StringExtensions
{
    /// <summary>A target whose first argument a delegate can bind.</summary>
    public static void WriteExtended(this string text, string file) => File.WriteAllText(file, $"extended {text}");
}
