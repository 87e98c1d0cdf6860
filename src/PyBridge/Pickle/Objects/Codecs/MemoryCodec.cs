using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// <c>Memory&lt;T&gt;</c> and <c>ReadOnlyMemory&lt;T&gt;</c>: the whole array behind it, which others may share.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Reasons.ApplicationIsRooted)]
internal sealed class MemoryCodec(Type type) : ObjectCodec(type)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic;

    private readonly FieldInfo _object = type.GetField("_object", Instance)!;
    private readonly FieldInfo _index = type.GetField("_index", Instance)!;
    private readonly FieldInfo _length = type.GetField("_length", Instance)!;

    /// <inheritdoc/>
    public override object CreateShell(ItemReader items) => RuntimeHelpers.GetUninitializedObject(WireType);

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        parts.Add(_object.GetValue(value), typeof(object), PathStep.Transparent);

        // The highest bit means that the array is pinned permanently, which the copy is not.
        parts.AddRaw((int)_index.GetValue(value)! & int.MaxValue);
        parts.AddRaw(_length.GetValue(value));
    }

    /// <inheritdoc/>
    public override void Fill(object shell, ItemReader items)
    {
        object? owner = items.ReadObject();
        int index = items.NextCount();
        int length = items.NextCount();

        // .NET trusts these fields, so damaged ones would lead to someone else's memory.
        int available = owner switch
        {
            null => 0,
            string text when WireType == typeof(ReadOnlyMemory<char>) => text.Length,
            Array array when array.GetType().GetElementType() == WireType.GetGenericArguments()[0] && array.Rank == 1 =>
                array.Length,
            _ => throw ItemReader.Damaged(),
        };
        if ((long)index + length > available)
        {
            throw ItemReader.Damaged();
        }

        _object.SetValue(shell, owner);
        _index.SetValue(shell, index);
        _length.SetValue(shell, length);
    }
}
