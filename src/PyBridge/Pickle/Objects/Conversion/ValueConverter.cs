using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Turns general values, which is what a Python peer sends, into values of the types that a method's signature
/// declares. The bytes never choose a type.
/// </summary>
/// <remarks>
/// One converter serves one message: a Python object that is referred to twice under the same declared type
/// becomes one .NET object, and cycles stay cycles where the .NET type can have one.
/// <list type="table">
/// <item><term><c>int</c>, <c>bool</c></term><description>any number type that holds the value; <c>bool</c> also
/// <see cref="bool"/></description></item>
/// <item><term><c>float</c></term><description><see cref="double"/>, <see cref="float"/>, <see cref="Half"/>; never an
/// integer or a <see cref="decimal"/></description></item>
/// <item><term><c>str</c></term><description><see cref="string"/>, a <see cref="char"/> if it is one, the name of an
/// enum's member, a <c>Uri</c></description></item>
/// <item><term><c>bytes</c>, <c>bytearray</c></term>
/// <description><c>byte[]</c>, memory and lists of bytes</description></item>
/// <item><term><c>list</c>, <c>tuple</c>, <c>set</c>, <c>frozenset</c>, <c>deque</c></term><description>arrays,
/// collections, tuples of the same length</description></item>
/// <item><term><c>dict</c></term>
/// <description>dictionaries; classes and structs, by the names of members</description></item>
/// <item><term>dataclass, named tuple, other object</term><description>classes and structs, by the names of members or
/// by position</description></item>
/// <item><term>member of an enum</term><description>an enum, by name or by value; else what its value becomes
/// </description></item>
/// <item><term>value of .NET</term><description>the same value, where its type fits; else what its plain counterpart
/// becomes</description></item>
/// <item><term>anything, for <see cref="object"/></term>
/// <description>what <see cref="NaturalValues"/> says</description></item>
/// </list>
/// </remarks>
/// <param name="builder">Knows objects that are none of these; <see langword="null"/> where there are none.</param>
/// <param name="exact">
/// Knows the values of .NET that came along, by number; <see langword="null"/> where there are none.
/// </param>
internal sealed class ValueConverter(IObjectBuilder? builder = null, Func<int, object?>? exact = null)
{
    private readonly Dictionary<(object Value, Type Type), object> _made = new(SameObject.Instance);
    private readonly HashSet<(object Value, Type Type)> _underWay = new(SameObject.Instance);

    /// <summary>Converts a value.</summary>
    /// <param name="general">A general value.</param>
    /// <param name="declared">The type of the place it goes to.</param>
    /// <param name="path">How errors name the place: <c>args[1]</c>, <c>kwargs['x']</c>.</param>
    /// <exception cref="PickleException">
    /// The value does not fit (<c>TypeError</c>, or <c>RecursionError</c> where it lies too deep).
    /// </exception>
    public object? Convert(object? general, Type declared, string path)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PickleException($"maximum recursion depth exceeded while converting {path}", "RecursionError")
            {
                Path = path,
            };
        }

        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (general is null)
        {
            return type.IsValueType && type == declared
                ? throw ConversionError.Of(general, declared, path)
                : null;
        }

        if (ExactValue.Of(general) is { } value)
        {
            return exact?.Invoke(value.Number) is { } same && type.IsInstanceOfType(same)
                ? same
                : Convert(value.Plain, declared, path);
        }

        if (!type.IsEnum && EnumValues.ValueOf(general) is { } member)
        {
            return Convert(member, declared, path);
        }

        if (builder is not null && general is PickleInstance recipe && builder.TryBuild(recipe, type) is { } built)
        {
            return type.IsInstanceOfType(built) ? built : throw ConversionError.Of(general, declared, path);
        }

        if (declared == typeof(object))
        {
            return HasIdentity(general)
                ? Once(general, declared, path, static (self, value, _, at) => NaturalValues.From(self, value, at))
                : general;
        }

        return ScalarConversion.TryConvert(general, type, path, out object? scalar)
            ? scalar
            : Once(general, type, path, static (self, value, to, place) => self.ConvertComposed(value, to, place));
    }

    /// <summary>Notes an object before its content is there, for what in its content refers to it.</summary>
    internal T Register<T>(object general, Type declared, T made)
        where T : class
    {
        _made[(general, declared)] = made;
        return made;
    }

    private static bool HasIdentity(object general) =>
        general is List<object?> or PickleDictionary or PickleTuple or PickleSet or PickleFrozenSet or PickleInstance
            or PickleByteArray or PickleGlobal;

    private object Once(
        object general, Type type, string path, Func<ValueConverter, object, Type, string, object> make)
    {
        if (_made.TryGetValue((general, type), out object? known))
        {
            return known;
        }

        if (!_underWay.Add((general, type)))
        {
            throw ConversionError.Of(general, type, path, "it contains itself, which this type cannot");
        }

        object made = make(this, general, type, path);
        _underWay.Remove((general, type));
        _made[(general, type)] = made;
        return made;
    }

    private object ConvertComposed(object general, Type type, string path)
    {
        PickleInstance? instance = general as PickleInstance;
        if (instance is not null && PythonCollections.ContentOf(instance) is { } content)
        {
            return Convert(content, type, path)!;
        }

        return TupleConversion.TryConvert(this, general, type, path)
            ?? DictionaryConversion.TryConvert(this, general, type, path)
            ?? SequenceConversion.TryConvert(this, general, type, path)
            ?? MemberConversion.TryConvert(this, general, type, path)
            ?? throw ConversionError.Of(general, type, path);
    }

    private sealed class SameObject : IEqualityComparer<(object Value, Type Type)>
    {
        public static readonly SameObject Instance = new();

        public bool Equals((object Value, Type Type) x, (object Value, Type Type) y) =>
            ReferenceEquals(x.Value, y.Value) && x.Type == y.Type;

        public int GetHashCode((object Value, Type Type) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Value), obj.Type);
    }
}
