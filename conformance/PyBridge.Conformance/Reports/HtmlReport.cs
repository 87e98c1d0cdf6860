using System;
using System.IO;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Reports;

/// <summary>
/// Writes a result as one page that needs nothing else: styles, scripts and data are inside, and a policy in its head
/// forbids it the network.
/// </summary>
internal static class HtmlReport
{
    private static readonly string[] Scripts = ["words.js", "evidence.js", "detail.js", "matrix.js", "page.js"];

    /// <param name="report">The document of <see cref="JsonReport"/>.</param>
    /// <param name="path">The file to write.</param>
    public static void Write(JsonObject report, string path) => File.WriteAllText(path, Build(report));

    public static string Build(JsonObject report)
    {
        // The default encoder writes < > & and ' as escapes: no text of a lane can end the element it stands in.
        var data = PageData.Build(report).ToJsonString(JsonSerializerOptions.Default);
        return Resource("page.html")
            .Replace("/* styles */", Resource("page.css"), StringComparison.Ordinal)
            .Replace("/* scripts */", string.Concat(Array.ConvertAll(Scripts, Resource)), StringComparison.Ordinal)
            .Replace("/* data */", data, StringComparison.Ordinal);
    }

    private static string Resource(string name)
    {
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"the page's {name} is not embedded in this program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
