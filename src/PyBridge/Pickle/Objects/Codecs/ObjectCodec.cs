using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>How the objects of one type cross.</summary>
/// <remarks>
/// The two halves mirror each other: what <see cref="DescribeShell"/> and <see cref="Describe"/> write,
/// <see cref="CreateShell"/> and <see cref="Fill"/> read, item by item.
/// </remarks>
internal abstract class ObjectCodec(Type wireType)
{
    /// <summary>The type that is named in the pickle: usually the object's own.</summary>
    public Type WireType { get; } = wireType;

    /// <summary>
    /// Whether an object can exist before its content does. Those that cannot, such as delegates and immutable
    /// collections, are created once everything they refer to exists.
    /// </summary>
    public virtual bool HasShell => true;

    /// <summary>
    /// Whether the content is organized by hash codes or by order, so that it can be added only once the keys are
    /// complete. Hash codes differ from process to process.
    /// </summary>
    public virtual bool IsKeyed => false;

    /// <summary>Describes what is needed to create the object without its content.</summary>
    public virtual void DescribeShell(object value, PartSink parts)
    {
    }

    /// <summary>Describes the content.</summary>
    public abstract void Describe(object value, PartSink parts);

    /// <summary>Creates an object without content.</summary>
    public virtual object CreateShell(ItemReader items) => throw new NotSupportedException();

    /// <summary>Adds the content to an empty object.</summary>
    public virtual void Fill(object shell, ItemReader items) => throw new NotSupportedException();

    /// <summary>Creates an object with its content.</summary>
    public virtual object Make(ItemReader items)
    {
        object shell = CreateShell(items);
        Fill(shell, items);
        return shell;
    }
}
