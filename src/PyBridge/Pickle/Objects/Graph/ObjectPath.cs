using System.Collections.Generic;
using System.Reflection;
using System.Text;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>The path from a slot to a value, as source code would write it.</summary>
internal static class ObjectPath
{
    // The beginning and the end of a long chain of objects are what helps.
    private const int MaxShownAtStart = 24;
    private const int MaxShownAtEnd = 8;

    /// <summary>
    /// The text of a path through objects. They are described again for this: recording names all along would cost
    /// those who need none.
    /// </summary>
    public static string Describe(List<GraphNode> way, PartSink sink)
    {
        var text = new StringBuilder();
        for (int i = 0; i < way.Count; i++)
        {
            GraphNode node = way[i];
            if (i == MaxShownAtStart && way.Count > MaxShownAtStart + MaxShownAtEnd)
            {
                text.Append(".…");
                i = way.Count - MaxShownAtEnd - 1;
                continue;
            }

            if (node.Codec is not { } codec || node.Cursor >= node.Parts.Length)
            {
                continue;
            }

            Trace(node, codec, sink).AppendTo(text);
        }

        return text.ToString();
    }

    /// <summary>The field of an object that is being visited; <see langword="null"/> if it is not a field.</summary>
    public static FieldInfo? FieldOf(GraphNode node, PartSink sink) =>
        node.Codec is { } codec && node.Cursor < node.Parts.Length ? Trace(node, codec, sink).Field : null;

    private static PathTrace Trace(GraphNode node, ObjectCodec codec, PartSink sink)
    {
        var trace = new PathTrace(node.Cursor);
        sink.Clear();
        sink.Trace(trace);
        codec.DescribeShell(node.Value, sink);
        codec.Describe(node.Value, sink);
        sink.Trace(null);
        return trace;
    }
}
