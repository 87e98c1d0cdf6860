using System;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>A step on the path from a slot to a value; created for every value, made text only for errors.</summary>
internal readonly struct PathStep
{
    private const int MaxKeyLength = 40;

    private readonly object? _what;
    private readonly int _index;
    private readonly Kind _kind;

    private PathStep(Kind kind, object? what, int index = 0)
    {
        _kind = kind;
        _what = what;
        _index = index;
    }

    private enum Kind
    {
        Transparent,
        Root,
        Member,
        Field,
        Index,
        ArrayIndex,
        GridIndex,
        Key,
        KeyAt,
    }

    /// <summary>A step that is not shown.</summary>
    public static PathStep Transparent => default;

    /// <summary>The slot itself.</summary>
    public static PathStep Root(string path) => new(Kind.Root, path);

    /// <summary>A member under its own name.</summary>
    public static PathStep Member(string name) => new(Kind.Member, name);

    /// <summary>A field, under its source code name.</summary>
    public static PathStep Field(FieldInfo field) => new(Kind.Field, field);

    /// <summary>An element by its position.</summary>
    public static PathStep Index(int index) => new(Kind.Index, null, index);

    /// <summary>An element of an array, by its position in memory.</summary>
    public static PathStep ArrayIndex(Array array, int position) => new(Kind.ArrayIndex, array, position);

    /// <summary>An element of what has several dimensions, by its position.</summary>
    public static PathStep GridIndex(int[] lengths, int position) => new(Kind.GridIndex, lengths, position);

    /// <summary>The value for a key.</summary>
    public static PathStep Key(object? key) => new(Kind.Key, key);

    /// <summary>A key by its position.</summary>
    public static PathStep KeyAt(int position) => new(Kind.KeyAt, null, position);

    /// <summary>The field, if the step is one.</summary>
    public FieldInfo? AsField => _kind == Kind.Field ? (FieldInfo)_what! : null;

    /// <summary>Appends the step's text, such as <c>.Stream</c> or <c>[3]</c>.</summary>
    public void AppendTo(StringBuilder path)
    {
        switch (_kind)
        {
            case Kind.Root:
                path.Append((string)_what!);
                break;
            case Kind.Member:
                path.Append('.').Append((string)_what!);
                break;
            case Kind.Field when MemberNames.InSource((FieldInfo)_what!) is { } name:
                path.Append('.').Append(name);
                break;
            case Kind.Index:
                path.Append(CultureInfo.InvariantCulture, $"[{_index}]");
                break;
            case Kind.KeyAt:
                path.Append(CultureInfo.InvariantCulture, $".Keys[{_index}]");
                break;
            case Kind.ArrayIndex:
                AppendArrayIndex(path, (Array)_what!, _index);
                break;
            case Kind.GridIndex:
                AppendGridIndex(path, (int[])_what!, _index);
                break;
            case Kind.Key:
                AppendKey(path, _what);
                break;
            default:
                break;
        }
    }

    private static void AppendArrayIndex(StringBuilder path, Array array, int position)
    {
        var indices = new int[array.Rank];
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            int length = array.GetLength(dimension);
            indices[dimension] = array.GetLowerBound(dimension) + (position % length);
            position /= length;
        }

        path.Append('[').AppendJoin(", ", indices).Append(']');
    }

    private static void AppendGridIndex(StringBuilder path, int[] lengths, int position)
    {
        var indices = new int[lengths.Length];
        for (int dimension = lengths.Length - 1; dimension >= 0; dimension--)
        {
            indices[dimension] = position % lengths[dimension];
            position /= lengths[dimension];
        }

        path.Append('[').AppendJoin(", ", indices).Append(']');
    }

    private static void AppendKey(StringBuilder path, object? key)
    {
        // Only keys whose text is certain to be short, and involves no user code.
        string text = key switch
        {
            string { Length: > MaxKeyLength } name => $"'{name.AsSpan(0, MaxKeyLength)}…'",
            string name => $"'{name}'",
            IFormattable number when key.GetType() is { IsPrimitive: true } or { IsEnum: true } =>
                number.ToString(null, CultureInfo.InvariantCulture),
            Guid id => id.ToString(),
            _ => "…",
        };
        path.Append('[').Append(text).Append(']');
    }
}
