using System;
using System.Diagnostics.CodeAnalysis;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Inline arrays of references, and of structs that hold some: element by element.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class InlineArrayCodec(Type type) : ObjectCodec(type)
{
    private readonly Type _elementType = StructLayouts.ElementOf(type);

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        Array elements = StructLayouts.ElementsOf(value);
        for (int i = 0; i < elements.Length; i++)
        {
            parts.Add(elements.GetValue(i), _elementType, PathStep.Index(i));
        }
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        var elements = Array.CreateInstance(_elementType, StructLayouts.LengthOf(WireType));
        for (int i = 0; i < elements.Length; i++)
        {
            elements.SetValue(items.Read(_elementType), i);
        }

        return StructLayouts.OfElements(WireType, elements);
    }
}
