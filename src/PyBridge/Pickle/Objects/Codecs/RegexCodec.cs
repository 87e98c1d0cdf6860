using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Regular expressions: pattern, options and timeout. They are accessed by reflection, because nothing in this library
/// may load them; one made by the source generator becomes an interpreted one.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class RegexCodec : ObjectCodec
{
    private readonly PropertyInfo _options;
    private readonly PropertyInfo _timeout;

    private RegexCodec(Type regex, PropertyInfo options, PropertyInfo timeout)
        : base(regex)
    {
        _options = options;
        _timeout = timeout;
    }

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <summary>
    /// The codec; <see langword="null"/> in a trimmed application without these members. Keeping them for all would put
    /// two megabytes of regular expressions into programs that use none.
    /// </summary>
    public static RegexCodec? Find(Type regex) =>
        regex.GetProperty("Options") is { } options && regex.GetProperty("MatchTimeout") is { } timeout
            ? new RegexCodec(regex, options, timeout)
            : null;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        parts.AddRaw(value.ToString());
        parts.Add(_options.GetValue(value), _options.PropertyType, PathStep.Transparent);
        parts.Add(_timeout.GetValue(value), typeof(TimeSpan), PathStep.Transparent);
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        string pattern = items.NextString();
        object? options = items.Read(_options.PropertyType);
        return Activator.CreateInstance(WireType, pattern, options, items.Read(typeof(TimeSpan)))!;
    }
}
