using System;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>How the objects of one type cross.</summary>
/// <remarks>
/// The two halves mirror each other: what <see cref="DescribeShell"/> and <see cref="Describe"/> give,
/// <see cref="CreateShell"/> and <see cref="Fill"/> take, item by item.
/// </remarks>
internal abstract class ObjectCodec(Type wireType)
{
    /// <summary>The type that is named in the pickle: mostly the object's own.</summary>
    public Type WireType { get; } = wireType;

    /// <summary>
    /// Whether an object can exist before its content does. Those that cannot, such as delegates and immutable
    /// collections, are made when everything they refer to exists.
    /// </summary>
    public virtual bool HasShell => true;

    /// <summary>
    /// Whether the content is found by hash codes or by order, so that it can be put in only when the keys are
    /// complete. Hash codes differ from process to process.
    /// </summary>
    public virtual bool IsKeyed => false;

    /// <summary>Gives what is needed to create the object without its content.</summary>
    public virtual void DescribeShell(object value, PartSink parts)
    {
    }

    /// <summary>Gives the content.</summary>
    public abstract void Describe(object value, PartSink parts);

    /// <summary>Creates an object without content.</summary>
    public virtual object CreateShell(ItemReader items) => throw new NotSupportedException();

    /// <summary>Puts the content into an object without one.</summary>
    public virtual void Fill(object shell, ItemReader items) => throw new NotSupportedException();

    /// <summary>Makes an object with its content.</summary>
    public virtual object Make(ItemReader items)
    {
        object shell = CreateShell(items);
        Fill(shell, items);
        return shell;
    }
}
