using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyBridge.Conformance.Reports;

/// <summary>Reads what <c>--json</c> has written.</summary>
internal static class StoredReport
{
    /// <exception cref="FormatException">The file cannot be read, or is no report of this version.</exception>
    public static JsonObject Read(FileInfo file)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file.FullName)) is JsonObject report
                && report["format"] is JsonValue format
                && format.TryGetValue(out int version)
                && version == JsonReport.Format
                && report["results"] is JsonArray)
            {
                return report;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new FormatException($"{file} cannot be read as a report: {error.Message}", error);
        }

        throw new FormatException($"{file} is not a report that --json of this version has written.");
    }
}
