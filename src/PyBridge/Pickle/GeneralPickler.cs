using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle;

/// <summary>
/// Writes general values: everything that <see cref="PickleReader"/> produces, and .NET's other numbers. Each object is
/// written once, however often it is referenced, so shared references and cycles survive.
/// </summary>
/// <remarks>
/// CPython: <c>Modules/_pickle.c</c>, <c>save</c>. Values that are not general values are refused; translating objects
/// of classes is not done here.
/// </remarks>
internal sealed partial class GeneralPickler
{
    private const int LargeBuffer = 1 << 16; // bytes; what is smaller is as fast in the pickle

    private readonly PickleWriter _writer;
    private readonly ReferenceMemo _memo;
    private readonly int _maxDepth;
    private readonly List<ReadOnlyMemory<byte>>? _buffers;
    private readonly Func<ReadOnlyMemory<byte>, bool, PickleInstance?>? _place;
    private int _depth;

    private GeneralPickler(
        PickleWriter writer,
        PickleLimits limits,
        List<ReadOnlyMemory<byte>>? buffers = null,
        Func<ReadOnlyMemory<byte>, bool, PickleInstance?>? place = null)
    {
        _buffers = buffers;
        _place = place;
        _writer = writer;
        _memo = new ReferenceMemo();
        _maxDepth = limits.MaxDepth;
    }

    /// <summary>Pickles a value.</summary>
    /// <param name="value">A general value.</param>
    /// <param name="protocol">4 or 5.</param>
    /// <param name="limits">How deeply values may be nested.</param>
    /// <param name="buffers">
    /// Gets the content of large buffers that are writable or may lie apart, which the pickle then refers to by
    /// <c>NEXT_BUFFER</c> (PEP 574); without it the pickle holds them all.
    /// </param>
    /// <param name="place">
    /// Gets large contents, and whether they are a <c>bytes</c>; returns a recipe for what the reader is to have in their place,
    /// or <see langword="null"/> if the pickle is to hold them.
    /// </param>
    /// <exception cref="PickleException">
    /// It holds something else (<c>TypeError</c>), or is nested too deeply (<c>RecursionError</c>).
    /// </exception>
    public static ReadOnlyMemory<byte> Dump(
        object? value,
        int protocol = PickleWriter.HighestProtocol,
        PickleLimits? limits = null,
        List<ReadOnlyMemory<byte>>? buffers = null,
        Func<ReadOnlyMemory<byte>, bool, PickleInstance?>? place = null)
    {
        var pickler = new GeneralPickler(new PickleWriter(protocol), limits ?? PickleLimits.Default, buffers, place);
        pickler.Save(value);
        return pickler._writer.Finish();
    }

    /// <summary>Writes a value into a pickle that is being written elsewhere.</summary>
    /// <exception cref="PickleException">As for <see cref="Dump"/>.</exception>
    public static void Save(PickleWriter writer, object? value) =>
        new GeneralPickler(writer, PickleLimits.Default).Save(value);

    private void Save(object? value)
    {
        switch (value)
        {
            case null: _writer.WriteNone(); break;
            case string text: SaveString(text); break;
            case long number: _writer.WriteInt(number); break;
            case bool truth: _writer.WriteBool(truth); break;
            case double number: _writer.WriteFloat(number); break;
            case List<object?> list: SaveList(list); break;
            case PickleDictionary dictionary: SaveDictionary(dictionary); break;
            case PickleTuple tuple: SaveTuple(tuple); break;
            case byte[] bytes: SaveBytes(bytes); break;
            case int number: _writer.WriteInt(number); break;
            default: SaveOther(value); break;
        }
    }

    private void SaveOther(object value)
    {
        switch (value)
        {
            case PickleGlobal global: _writer.WriteGlobal(global.Module, global.QualifiedName); break;
            case PickleInstance instance: SaveInstance(instance); break;
            case PickleSet set: SaveSet(set); break;
            case PickleFrozenSet set: SaveFrozenSet(set); break;
            case PickleByteArray bytes: SaveByteArray(bytes); break;
            case PickleBuffer buffer: SaveBuffer(buffer); break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan: SaveCalendarValue(value); break;
            default: SaveNumber(value); break;
        }
    }

    private void SaveString(string text)
    {
        if (!TryWriteGet(text))
        {
            _writer.WriteString(text);
            Remember(text);
        }
    }

    private void SaveBytes(byte[] bytes)
    {
        if (!TryWriteGet(bytes))
        {
            if (!TryPlace(bytes, isReadOnly: true))
            {
                _writer.WriteBytes(bytes);
            }

            Remember(bytes);
        }
    }

    private bool TryPlace(ReadOnlyMemory<byte> content, bool isReadOnly)
    {
        if (_place is null || content.Length < LargeBuffer || _place(content, isReadOnly) is not { } recipe)
        {
            return false;
        }

        SaveInstance(recipe);
        return true;
    }

    private void SaveByteArray(PickleByteArray bytes)
    {
        if (!TryWriteGet(bytes))
        {
            _writer.WriteByteArray(bytes.Content);
            Remember(bytes);
        }
    }

    private void SaveBuffer(PickleBuffer buffer)
    {
        if (TryWriteGet(buffer))
        {
            return;
        }

        if (_buffers is not null && (!buffer.IsReadOnly || buffer.MayLieApart) && buffer.Content.Length >= LargeBuffer)
        {
            _buffers.Add(buffer.Content);
            _writer.WriteNextBuffer(buffer.IsReadOnly);
        }
        else if (TryPlace(buffer.Content, buffer.IsReadOnly))
        {
            // It is written.
        }
        else if (buffer.IsReadOnly)
        {
            _writer.WriteBytes(buffer.Content.Span);
        }
        else
        {
            _writer.WriteByteArray(buffer.Content.Span);
        }

        Remember(buffer);
    }

    private bool TryWriteGet(object value)
    {
        if (!_memo.TryGet(value, out int index))
        {
            return false;
        }

        _writer.WriteGet(index);
        return true;
    }

    private void Remember(object value) => _memo.Add(value, _writer.Memoize());

    private void Enter()
    {
        if (++_depth > _maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PickleException("maximum recursion depth exceeded while pickling an object", "RecursionError");
        }
    }

    private void Leave() => _depth--;
}
