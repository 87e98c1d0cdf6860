using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary><c>Lazy&lt;T&gt;</c> with an existing value: it does not reveal how it would create one.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class LazyCodec(Type type) : ObjectCodec(type)
{
    private readonly Type _valueType = type.GetGenericArguments()[0];
    private readonly PropertyInfo _isCreated = type.GetProperty("IsValueCreated")!;
    private readonly PropertyInfo _value = type.GetProperty("Value")!;

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        if (_isCreated.GetValue(value) is true)
        {
            parts.Add(_value.GetValue(value), _valueType, PathStep.Member("Value"));
        }
        else
        {
            parts.Refuse(WireType, "its value is not there yet; use it first", PathStep.Transparent);
        }
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
    public override object Make(ItemReader items) =>
        WireType.GetConstructor([_valueType])!.Invoke([items.Read(_valueType)]);
}
