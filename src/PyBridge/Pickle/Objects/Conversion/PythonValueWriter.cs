using System;
using System.Collections;
using System.Collections.Generic;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using PyBridge.Pickle.Objects.Codecs;
using PyBridge.Pickle.Objects.Conversion.Framework;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>Converts .NET values to general values: what Python code receives when C# calls it.</summary>
/// <remarks>
/// Reading them in Python requires nothing of .NET, and they are not meant to come back as the same .NET types. One
/// writer serves one message: an object referenced twice becomes one Python object, and cycles are preserved.
/// <list type="table">
/// <item><term>integers of any size, enums</term><description><c>int</c></description></item>
/// <item><term><see cref="double"/>, <see cref="float"/>, <see cref="Half"/></term>
/// <description><c>float</c></description></item>
/// <item><term><see cref="string"/>, <see cref="char"/>, <see cref="Rune"/>, <see cref="StringBuilder"/>, <c>Uri</c>,
/// <see cref="Version"/></term><description><c>str</c></description></item>
/// <item><term><c>byte[]</c> and memory of bytes</term><description><c>bytes</c></description></item>
/// <item><term><see cref="DateTime"/>, <see cref="DateTimeOffset"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>,
/// <see cref="TimeSpan"/></term><description>those of <c>datetime</c>, which count microseconds: a rest of 100 to
/// 900 ns is cut off, as an error would hit nearly every current time</description></item>
/// <item><term><see cref="decimal"/>, <see cref="Guid"/>, <see cref="Complex"/></term><description><c>Decimal</c>,
/// <c>UUID</c>, <c>complex</c></description></item>
/// <item><term>tuples, <c>KeyValuePair</c></term><description><c>tuple</c></description></item>
/// <item><term>arrays, lists, other enumerables</term>
/// <description><c>list</c>; nested ones for several dimensions</description></item>
/// <item><term>sets</term><description><c>set</c>; immutable and frozen ones <c>frozenset</c></description></item>
/// <item><term>dictionaries</term><description><c>dict</c></description></item>
/// <item><term>exceptions</term><description>the built-in exception that fits, with the message</description></item>
/// <item><term>other classes, records and structs of applications</term><description><c>dict</c> of the public
/// properties and fields, under their own names</description></item>
/// </list>
/// </remarks>
/// <param name="reducer">Knows objects that have their own Python form; <see langword="null"/> if none do.</param>
/// <param name="arrays">What arrays of numbers become.</param>
internal sealed class PythonValueWriter(IObjectReducer? reducer = null, PythonArrays arrays = PythonArrays.List)
{
    private readonly Dictionary<object, object> _made = new(ReferenceEqualityComparer.Instance);
    private ConversionPath _path = new(string.Empty);

    /// <summary>Writes a value as a pickle that Python reads.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">How errors refer to it: <c>args[1]</c>.</param>
    /// <exception cref="PickleException">Something in it has no counterpart in Python.</exception>
    public static ReadOnlyMemory<byte> Dump(object? value, string path) =>
        GeneralPickler.Dump(new PythonValueWriter().ToGeneral(value, path));

    /// <summary>Converts to a general value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">How errors refer to it: <c>args[1]</c>.</param>
    /// <exception cref="PickleException">Something in it has no counterpart in Python.</exception>
    public object? ToGeneral(object? value, string path)
    {
        _path = new ConversionPath(path);
        return ToGeneral(value);
    }

    /// <summary>Converts a part.</summary>
    internal object? PartOf(object? value, in PathStep step)
    {
        _path.Enter(step);
        object? general = ToGeneral(value);
        _path.Leave();
        return general;
    }

    /// <summary>Converts a value that stands for the current one.</summary>
    internal object? InsteadOf(object value) => ToGeneral(value);

    /// <summary>Records an object before its content exists, for references to it from within.</summary>
    internal T Register<T>(object value, T general)
        where T : class
    {
        if (!value.GetType().IsValueType)
        {
            _made[value] = general;
        }

        return general;
    }

    /// <summary>Adds an entry to a dictionary, reporting a key that cannot be one.</summary>
    internal void AddEntry(PickleDictionary general, object? key, object? value, in PathStep step)
    {
        try
        {
            general.Add(key, value);
        }
        catch (PickleException exception)
        {
            throw Unhashable(step, exception);
        }
    }

    /// <summary>Creates the exception for a key or item that cannot be hashed.</summary>
    internal PickleException Unhashable(in PathStep step, PickleException cause)
    {
        _path.Enter(step);
        string path = _path.ToString();
        return new PickleException($"cannot pickle {path}: {cause.Message}", "TypeError", cause) { Path = path };
    }

    /// <summary>Creates the exception for a value without a counterpart.</summary>
    internal PickleException Refuse(object value, string? reason = null)
    {
        Type type = value.GetType();
        string path = _path.ToString();
        reason ??= Refusals.ReasonAgainst(type);
        return new PickleException($"cannot pickle {path}: {type} ({reason})", "TypeError") { Path = path };
    }

    private object? ToGeneral(object? value)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PickleException($"maximum recursion depth exceeded while pickling {_path}", "RecursionError")
            {
                Path = _path.ToString(),
            };
        }

        if (value is null or DBNull)
        {
            return null;
        }

        if (arrays != PythonArrays.List && FindArray(Memories.ArrayOf(value) ?? value) is { } array)
        {
            return array;
        }

        if (PythonScalars.TryConvert(value, out value))
        {
            return value;
        }

        return value.GetType().IsValueType || !_made.TryGetValue(value, out object? known)
            ? ToComposed(value)
            : known;
    }

    private object? FindArray(object value)
    {
        if (value is not IList)
        {
            return null;
        }

        return _made.TryGetValue(value, out object? known) ? known
            : PythonArrayForms.Find(value, arrays) is { } made ? Register(value, made)
            : null;
    }

    private object? ToComposed(object value)
    {
        if (reducer?.TryReduce(value, out object? token) == true)
        {
            return Register(value, token);
        }

        if (reducer?.ReasonAgainst(value) is { } reason)
        {
            throw Refuse(value, reason);
        }

        bool isFramework = FrameworkTypes.Owns(value.GetType());
        if (isFramework && FrameworkForms.TryWrite(this, value, out object? form))
        {
            return form;
        }

        if (!isFramework && Refusals.FindInherited(value.GetType()) is { } inherited)
        {
            throw Refuse(value, inherited);
        }

        switch (value)
        {
            case Exception exception:
                return Register(value, PythonExceptions.From(exception));
            case PickleTuple or PickleDictionary or PickleSet or PickleFrozenSet or PickleGlobal or PickleInstance
                or PickleByteArray or PickleBuffer:
                return value;
            case ITuple tuple when isFramework:
                return ToTuple(value, tuple);
            case Array { Rank: > 1 } grid:
                return Register(value, PythonSequences.FromGrid(this, grid));
            case IDictionary dictionary:
                return FillDictionary(Register(value, new PickleDictionary()), dictionary);
            case DictionaryEntry entry:
                return new PickleTuple(
                    PartOf(entry.Key, PathStep.Member("Key")), PartOf(entry.Value, PathStep.Member("Value")));
            case Delegate or MemberInfo:
                throw Refuse(value, "code of .NET means nothing to Python");
            case IEnumerable items:
                return PythonMappings.PairOf(value.GetType()) is { } pair
                    ? PythonMappings.From(this, items, pair)
                    : PythonSequences.From(this, items);
            default:
                return FSharpValues.TryConvert(this, value, out object? general) ? general : ToMembers(value);
        }
    }

    private PickleTuple ToTuple(object value, ITuple tuple)
    {
        // The array first, because an item may lead back to the tuple.
        var items = new object?[tuple.Length];
        PickleTuple general = Register(value, new PickleTuple(items));
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = PartOf(tuple[i], PathStep.Index(i));
        }

        return general;
    }

    private PickleDictionary FillDictionary(PickleDictionary general, IDictionary dictionary)
    {
        int position = 0;
        foreach (DictionaryEntry entry in dictionary)
        {
            PathStep step = PathStep.KeyAt(position++);
            object? key = PartOf(entry.Key, step);
            object? value = PartOf(entry.Value, PathStep.Key(entry.Key));
            AddEntry(general, key, value, step);
        }

        return general;
    }

    private object ToMembers(object value)
    {
        Type type = value.GetType();
        if (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            List<KeyValuePair<string, object?>> pair = PythonMembers.Of(value, _path);
            return new PickleTuple(
                PartOf(pair[0].Value, PathStep.Member("Key")), PartOf(pair[1].Value, PathStep.Member("Value")));
        }

        if (StructLayouts.IsBuffer(type))
        {
            return RuntimeFeature.IsDynamicCodeSupported
                ? PythonSequences.From(this, StructLayouts.ElementsOf(value))
                : throw Refuse(value);
        }

        // Whatever cannot cross to another .NET process means nothing in a Python one either.
        if (FrameworkTypes.Owns(type) || new CodecTable().Find(type) is null)
        {
            throw Refuse(value, PythonOnlyRefusals.Find(value));
        }

        PickleDictionary members = Register(value, new PickleDictionary());
        foreach ((string name, object? member) in PythonMembers.Of(value, _path))
        {
            members.Add(name, PartOf(member, PathStep.Member(name)));
        }

        return members;
    }
}
