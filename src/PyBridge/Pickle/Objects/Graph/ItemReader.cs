using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Objects.Scalars;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Graph;

/// <summary>Reads the items of a pickled graph one by one.</summary>
internal sealed class ItemReader(List<object?> items)
{
    private const int FreeSize = 1 << 16;

    private readonly List<object> _objects = [];
    private int _position;
    private CodecTable? _codecs;

    /// <summary>The codecs; a graph without objects needs none.</summary>
    public CodecTable Codecs => _codecs ??= new CodecTable();

    /// <summary>Assigns the next number to an object.</summary>
    public void Register(object value) => _objects.Add(value);

    /// <summary>The object with a number.</summary>
    public object ObjectAt(long number) =>
        (ulong)number < (ulong)_objects.Count ? _objects[(int)number] : throw Damaged();

    /// <summary>The next item, unconverted.</summary>
    public object? Next() => _position < items.Count ? items[_position++] : throw Damaged();

    public long NextInt() => Next() is long value ? value : throw Damaged();

    /// <summary>The next count, of things that are not among the items.</summary>
    public int NextCount() => Next() is long value and >= 0 and <= int.MaxValue ? (int)value : throw Damaged();

    /// <summary>The next count, of things that take an item or more each; no more than there are items left.</summary>
    public int NextItemCount() => CheckCount(NextCount());

    /// <summary>A count of things that take at least one item each.</summary>
    public int CheckCount(long count) => count >= 0 && count <= items.Count - _position ? (int)count : throw Damaged();

    /// <summary>Checks that the next item is a block of a given size, before anything large is allocated.</summary>
    public void CheckBlock(long size)
    {
        if (size > FreeSize && !(_position < items.Count && SizeOf(items[_position]) == size))
        {
            throw Damaged();
        }
    }

    /// <summary>Fills an array with the next block, which must be as large.</summary>
    public void FillBlock(Array array)
    {
        switch (Next())
        {
            case byte[] block:
                MemoryBlock.Fill(array, block);
                break;
            case PickleBuffer buffer when buffer.Content.Length == MemoryBlock.LengthOf(array):
                if (!MovableMemory.TryMove(buffer.Content, array))
                {
                    MemoryBlock.Fill(array, buffer.Content.Span);
                }

                break;
            case PickleByteArray block:
                MemoryBlock.Fill(array, block.Content);
                break;
            default:
                throw Damaged();
        }
    }

    public bool NextBool() => Next() is bool value ? value : throw Damaged();

    public double NextFloat() => Next() is double value ? value : throw Damaged();

    public string NextString() => Next() as string ?? throw Damaged();

    public string? NextStringOrNone() => Next() is var item && item is null or string ? (string?)item : throw Damaged();

    public byte[] NextBytes() => Next() switch
    {
        byte[] bytes => bytes,
        PickleBuffer buffer => buffer.ToArray(),
        PickleByteArray bytes => bytes.Content,
        _ => throw Damaged(),
    };

    public Type NextType() => Next() as Type ?? throw Damaged();

    /// <summary>The next method: its type, then its token or its name.</summary>
    public MethodInfo NextMethod()
    {
        Type type = NextType();
        return Next() switch
        {
            long token => MetadataTokens.Resolve(type, token),
            string name => MethodReference.Read(type, name, this).Resolve(),
            _ => throw Damaged(),
        };
    }

    /// <summary>Reads a value of a declared type.</summary>
    public object? Read(Type declared)
    {
        if (!declared.IsValueType)
        {
            return ReadObject();
        }

        if (Nullable.GetUnderlyingType(declared) is { } underlying)
        {
            if (Next() is null)
            {
                return null;
            }

            declared = underlying;
        }

        return Scalar.IsScalarValue(declared) ? Scalar.Read(this, declared) : ReadStruct(declared);
    }

    /// <summary>Reads a value whose declared type leaves its actual type open.</summary>
    public object? ReadObject()
    {
        object? item = Next();
        return item switch
        {
            null or string or bool or double => item,
            long number => ObjectAt(number),
            Type type => ReadTyped(type),
            _ => throw Damaged(),
        };
    }

    /// <summary>Creates the exception for items that are not what this side expects.</summary>
    public static PickleException Damaged() =>
        new("the pickled objects do not fit together", "UnpicklingError");

    private static long SizeOf(object? block) => block switch
    {
        byte[] bytes => bytes.Length,
        PickleBuffer buffer => buffer.Content.Length,
        PickleByteArray bytes => bytes.Content.Length,
        _ => -1,
    };

    private object ReadTyped(Type type)
    {
        if (type == typeof(Type))
        {
            return NextType();
        }

        return type == typeof(MethodInfo) ? NextMethod() : Scalar.Read(this, type);
    }

    // Separate, so that a graph without structs does not load the codecs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private object ReadStruct(Type type) => Codecs.Get(type).Make(this);
}
