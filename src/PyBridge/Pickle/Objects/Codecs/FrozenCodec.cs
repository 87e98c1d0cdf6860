using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PyBridge.Pickle.Objects.Graph;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>
/// Frozen sets and dictionaries. The classes behind them are chosen by what they hold, so only the public type
/// is named.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Reasons.ApplicationIsRooted)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = Reasons.TypeExists)]
internal sealed class FrozenCodec : ObjectCodec
{
    private readonly Type[] _arguments;
    private readonly KeyedItems? _entries;
    private readonly PropertyInfo _comparer;

    private FrozenCodec(Type type)
        : base(type)
    {
        _arguments = type.GetGenericArguments();
        _entries = _arguments.Length == 2 ? new KeyedItems(_arguments[0], _arguments[1]) : null;
        _comparer = type.GetProperty("Comparer")!;
    }

    /// <inheritdoc/>
    public override bool HasShell => false;

    /// <inheritdoc/>
    public override bool IsKeyed => true;

    /// <summary>The codec for a frozen collection.</summary>
    public static FrozenCodec? Find(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "FrozenSet`1" or "FrozenDictionary`2")
            {
                return new FrozenCodec(current);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override void Describe(object value, PartSink parts)
    {
        parts.Add(
            Comparers.OrNullIfDefault(_comparer.GetValue(value)), typeof(object), PathStep.Member("Comparer"));
        if (_entries is not null)
        {
            _entries.Describe((IDictionary)value, parts);
            return;
        }

        var set = (ICollection)value;
        parts.AddRaw(set.Count);
        int position = 0;
        foreach (object? item in set)
        {
            parts.Add(item, _arguments[0], PathStep.Index(position++));
        }

        parts.MarkKeys();
    }

    /// <inheritdoc/>
    public override object Make(ItemReader items)
    {
        object? comparer = items.ReadObject();
        object content;
        if (_entries is not null)
        {
            Type dictionary = typeof(Dictionary<,>).MakeGenericType(_arguments);
            content = (comparer is null
                ? Activator.CreateInstance(dictionary)
                : Activator.CreateInstance(dictionary, comparer))!;
            _entries.Fill((IDictionary)content, items);
        }
        else
        {
            var array = Array.CreateInstance(_arguments[0], items.NextCount());
            for (int i = 0; i < array.Length; i++)
            {
                array.SetValue(items.Read(_arguments[0]), i);
            }

            content = array;
        }

        return Freeze(content, comparer);
    }

    private object Freeze(object content, object? comparer)
    {
        string kind = WireType.Name[..WireType.Name.IndexOf('`', StringComparison.Ordinal)];
        Type factory = WireType.Assembly.GetType("System.Collections.Frozen." + kind, throwOnError: true)!;
        foreach (MemberInfo member in factory.GetMember("To" + kind))
        {
            var method = (MethodInfo)member;
            if (method.GetGenericArguments().Length == _arguments.Length && method.GetParameters().Length == 2)
            {
                return method.MakeGenericMethod(_arguments).Invoke(null, [content, comparer])!;
            }
        }

        throw new MissingMethodException(factory.FullName, "To" + kind);
    }
}
