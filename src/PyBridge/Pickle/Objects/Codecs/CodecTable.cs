using System;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Finds the codec of a type.</summary>
internal sealed class CodecTable
{
    // Not a dictionary: a worker would load the code for one of types and codecs just for this.
    private readonly ReferenceMemo _numbers = new();
    private ObjectCodec?[] _codecs = [];
    private int _count;

    /// <summary>The codec for a type; <see langword="null"/> if its objects do not cross.</summary>
    public ObjectCodec? Find(Type type) => _numbers.TryGet(type, out int number) ? _codecs[number] : Add(type);

    /// <summary>The codec for a type for which the other side found one.</summary>
    /// <exception cref="PickleException">There is none.</exception>
    public ObjectCodec Get(Type type) => Find(type) ?? throw new PickleException(
        $"cannot unpickle {type} ({Refusals.ReasonAgainst(type)})", "UnpicklingError");

    private ObjectCodec? Add(Type type)
    {
        ObjectCodec? codec = Create(type);
        if (_count == _codecs.Length)
        {
            Array.Resize(ref _codecs, Math.Max(4, 2 * _count));
        }

        _numbers.Add(type, _count);
        _codecs[_count++] = codec;
        return codec;
    }

    private static ObjectCodec? Create(Type type)
    {
        FrameworkMembers.KeepFields();
        FrameworkMembers.KeepCollections();
        if (type.IsArray)
        {
            Type element = type.GetElementType()!;
            return element.IsPointer || element.IsFunctionPointer ? null : ArrayCodec.For(type);
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return new DelegateCodec(type);
        }

        return CreateForClass(type);
    }

    private static ObjectCodec? CreateForClass(Type type)
    {
        if (FindForClass(type) is not { } codec)
        {
            return null;
        }

        // Its callback is that of formatters, which .NET has no more: it throws.
        return codec is not NameValueCodec && SerializationCallbacks.Find(type) is { } callbacks ? new CallbackCodec(codec, callbacks) : codec;
    }

    private static ObjectCodec? FindForClass(Type type)
    {
        // Nearest first: an application's class crosses like the framework class it derives from.
        bool isException = false;
        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            if (Refusals.Find(current) is not null)
            {
                return null;
            }

            if (!FrameworkTypes.Owns(current))
            {
                continue;
            }

            isException |= current == typeof(Exception);
            if (typeof(Exception).IsAssignableFrom(current))
            {
                continue;
            }

            if (FrameworkCodecs.Find(type, current) is { } codec)
            {
                return codec;
            }

            if (!PlainTypes.Allow(current))
            {
                return null;
            }
        }

        if (isException)
        {
            return new ExceptionCodec(type);
        }

        if (StructLayouts.ExceedFields(type) && MemoryBlock.Holds(type))
        {
            return new WholeStructCodec(type);
        }

        if (type.IsValueType && StructLayouts.IsInlineArray(type))
        {
            return RuntimeFeature.IsDynamicCodeSupported ? new InlineArrayCodec(type) : null;
        }

        if (typeof(ISerializable).IsAssignableFrom(type))
        {
            return new SerializableCodec(type);
        }

        // An object that stands for another decides itself for which.
        if (SerializationCallbacks.Find(type) is null && KnownInstanceCodec.Find(type) is { } known)
        {
            return known;
        }

        return type.IsCOMObject || type.IsByRefLike || HandleOwners.Includes(type) ? null : new PlainCodec(type);
    }
}
