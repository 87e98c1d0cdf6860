using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Objects of .NET's own classes that a text says all of.</summary>
/// <param name="type">The class that the text is read as: a public one, of which the object's own class may be derived.</param>
/// <param name="write">Makes the text.</param>
/// <param name="read">Makes an object of it.</param>
internal sealed class TextCodec(Type type, Func<object, string> write, Func<string, object> read) : ObjectCodec(type)
{
    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        try
        {
            parts.AddRaw(write(value));
        }
        catch (Exception exception) when (exception is not PickleException)
        {
            parts.Refuse(value.GetType(), exception.Message, PathStep.Transparent);
        }
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        string text = items.NextString();
        try
        {
            return read(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw ItemReader.Damaged();
        }
    }
}
