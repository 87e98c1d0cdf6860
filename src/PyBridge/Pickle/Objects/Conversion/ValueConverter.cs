using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using PyBridge.Pickle.Arrays;
using PyBridge.Pickle.Objects.Conversion.Framework;
using PyBridge.Pickle.Objects.Exact;
using PyBridge.Pickle.Objects.Graph;
using PyBridge.Pickle.Values;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>
/// Converts general values, which is what a Python peer sends, to the types that a method's signature declares. The
/// bytes never choose a type.
/// </summary>
/// <remarks>
/// One converter serves one message: a Python object referenced twice under the same declared type becomes one .NET
/// object, and cycles stay cycles where the .NET type allows them. Time and memory grow with the message, whatever its
/// bytes say: each value is paid for from one <see cref="PickleEffort"/>.
/// <list type="table">
/// <item><term><c>int</c>, <c>bool</c></term><description>any number type that holds the value; <c>bool</c> also
/// <see cref="bool"/></description></item>
/// <item><term><c>float</c></term><description><see cref="double"/>, <see cref="float"/>, <see cref="Half"/>; never an
/// integer or a <see cref="decimal"/></description></item>
/// <item><term><c>str</c></term><description><see cref="string"/>, a <see cref="char"/> if it is one, the name of an
/// enum's member, a <c>Uri</c></description></item>
/// <item><term><c>bytes</c>, <c>bytearray</c></term>
/// <description><c>byte[]</c>, memory and lists of bytes</description></item>
/// <item><term><c>ndarray</c>, <c>array</c></term><description>arrays of as many dimensions, arrays of arrays, memory
/// and collections; one without dimensions, and numpy's scalars, what their value becomes</description></item>
/// <item><term><c>range</c></term><description>arrays and collections of its numbers</description></item>
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
/// <param name="builder">Knows objects that are none of these; <see langword="null"/> if there are none.</param>
/// <param name="exact">
/// Returns a .NET value itself, for a place that declares a type; <see langword="null"/> to convert its counterpart.
/// </param>
/// <param name="effort">What remained after reading the message; unlimited if not given.</param>
internal sealed class ValueConverter(
    IObjectBuilder? builder = null, Func<ExactValue, Type, object?>? exact = null, PickleEffort? effort = null)
{
    private const int FreeLength = 128;
    private const string TooDeepForKey = "it is nested too deeply for a key";

    private readonly PickleEffort _effort = effort ?? PickleEffort.Unbounded;
    private readonly DeclaredTypes _types = new();
    private readonly ConvertedObjects _made = new();
    private ConversionPath _path = new(string.Empty);
    private int _deepest = int.MaxValue; // how long the path may become: a key has an end
    private KeyCost _cost; // what has been converted so far of the current object

    /// <summary>Converts a value.</summary>
    /// <param name="general">A general value.</param>
    /// <param name="declared">The declared type of the destination.</param>
    /// <param name="path">How errors refer to the place: <c>args[1]</c>, <c>kwargs['x']</c>.</param>
    /// <exception cref="PickleException">
    /// The value does not fit (<c>TypeError</c>, or <c>RecursionError</c> if it is nested too deeply), or code of the
    /// declared type threw, which is then the inner exception.
    /// </exception>
    public object? Convert(object? general, Type declared, string path)
    {
        _path = new ConversionPath(path);
        try
        {
            return Convert(general, _types.Of(declared));
        }
#pragma warning disable CA1031 // Arbitrary constructors, setters and comparers may throw anything.
        catch (Exception exception) when (exception is not IPythonError)
#pragma warning restore CA1031
        {
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            throw ConversionError.Thrown(cause, general, declared, _path);
        }
    }

    /// <summary>Converts a part of the current value.</summary>
    internal object? ConvertPart(object? general, DeclaredType type, in PathStep step)
    {
        _path.Enter(step);
        if (_path.Length > _deepest)
        {
            throw Error(general, type, TooDeepForKey);
        }

        object? value = Convert(general, type);
        _path.Leave();
        return value;
    }

    /// <summary>Converts a part that will be hashed or compared, and pays for that.</summary>
    internal object? ConvertKey(object? general, DeclaredType type, in PathStep step)
    {
        KeyCost others = _cost;
        int deepest = _deepest;
        _cost = default;
        _path.Enter(step);
        _deepest = Math.Min(deepest, _path.Length + PickleLimits.MaxKeyDepth);
        object? key = Convert(general, type);
        if (_cost.Depth > PickleLimits.MaxKeyDepth)
        {
            throw Error(general, type, _cost == KeyCost.Endless ? "it contains itself, which no key can" : TooDeepForKey);
        }

        Spend(_cost.Weight);
        _deepest = deepest;
        _path.Leave();
        _cost = _cost.With(others);
        return key;
    }

    /// <summary>What conversions need to know about a type.</summary>
    internal DeclaredType TypeOf(Type type) => _types.Of(type);

    /// <summary>Pays for comparing keys whose hash codes do not tell them apart.</summary>
    /// <exception cref="PickleException">There is not enough left.</exception>
    internal void SpendOnComparisons(long pairs)
    {
        if (!_effort.TrySpend(pairs))
        {
            throw TooCostly("too many of its keys have hash codes that collide");
        }
    }

    /// <summary>Pays for work.</summary>
    /// <exception cref="PickleException">There is not enough left.</exception>
    internal void Spend(long units)
    {
        if (!_effort.TrySpend(units))
        {
            throw TooCostly("the values of the message share so many parts that converting them would take too long");
        }
    }

    /// <summary>Requests permission to produce more from the message than it contains.</summary>
    /// <exception cref="PickleException">The receiver allows no more.</exception>
    internal void Unfold(long items)
    {
        if (!_effort.TryUnfold(items))
        {
            throw TooCostly($"{items} items are more than the receiver allows a message to become");
        }
    }

    /// <summary>Descends into a part of the value without converting it.</summary>
    internal void Enter(in PathStep step) => _path.Enter(step);

    /// <summary>Goes back.</summary>
    internal void Leave() => _path.Leave();

    /// <summary>The exception for a value that cannot become a type, at the current place.</summary>
    internal PickleException Error(object? general, DeclaredType type, string? reason = null) =>
        ConversionError.Of(general, type, _path, reason);

    /// <summary>The exception for a value of more or fewer items than a type has room for.</summary>
    internal PickleException CountError(object? general, DeclaredType type, int wanted, int found) =>
        Error(general, type, string.Create(
            CultureInfo.InvariantCulture,
            $"{wanted} {(wanted == 1 ? "item is" : "items are")} wanted, but there {(found == 1 ? "is" : "are")} {found}"));

    /// <summary>Converts a value that stands for the current one.</summary>
    internal object ConvertInstead(object general, DeclaredType type) => Convert(general, type)!;

    /// <summary>Records an object before its content exists, for references to it from within.</summary>
    internal T Register<T>(object general, DeclaredType type, T made)
        where T : class
    {
        _made.FindOrAdd(general, type.Type, out _).Made = made;
        return made;
    }

    private object? Convert(object? general, DeclaredType type)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new PickleException($"maximum recursion depth exceeded while converting {_path}", "RecursionError")
            {
                Path = _path.ToString(),
            };
        }

        Spend(1);
        while (general is PickleInstance recipe)
        {
            if (ExactValue.Of(recipe) is { } value)
            {
                if (exact?.Invoke(value, type.Type) is { } same && type.Type.IsInstanceOfType(same))
                {
                    _cost = _cost.With(KeyCost.One);
                    return same;
                }

                general = value.Plain;
            }
            else if (!type.Type.IsEnum && EnumValues.ValueOf(recipe) is { } member)
            {
                general = member;
            }
            else if ((builder?.TryBuild(recipe, type.Type) ?? SentException.Of(recipe)) is { } built)
            {
                _cost = _cost.With(KeyCost.One);
                return type.Type.IsInstanceOfType(built) ? built : throw Error(general, type);
            }
            else if (ForeignScalars.TryGet(recipe, out object? plain))
            {
                if (plain is null && !type.TakesNone)
                {
                    throw Error(general, type, ArrayText.NoTime);
                }

                general = plain;
            }
            else
            {
                break;
            }

            Spend(1);
        }

        if (general is PickleBuffer buffer)
        {
            Spend(buffer.Content.Length);
            general = buffer.ToArray();
        }

        if (general is null)
        {
            return type.TakesNone ? null : type.Nothing ?? throw Error(general, type);
        }

        return TryConvertScalar(general, type, out object? scalar) ? scalar : ConvertOnce(general, type);
    }

    private bool TryConvertScalar(object general, DeclaredType type, out object? scalar)
    {
        scalar = general;
        if (type.IsObject ? HasIdentity(general) : !FindScalar(general, type, out scalar))
        {
            return false;
        }

        _cost = _cost.With(CostOf(general));
        return true;
    }

    private bool FindScalar(object general, DeclaredType type, out object? scalar)
    {
        // Text referenced a thousand times becomes a thousand StringBuilders.
        if (general is string { Length: > FreeLength } text && type.Type != typeof(string))
        {
            Unfold(text.Length);
        }

        return ScalarConversion.TryConvert(general, type.Type, _path, out scalar);
    }

    private static bool HasIdentity(object general) =>
        general is List<object?> or PickleDictionary or PickleTuple or PickleSet or PickleFrozenSet or PickleInstance
            or PickleByteArray or PickleArray or PickleGlobal;

    private static KeyCost CostOf(object scalar) => scalar switch
    {
        string text => KeyCost.OfLength(text.Length),
        long or double or bool => KeyCost.One,
        _ => CostOfRarer(scalar),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static KeyCost CostOfRarer(object scalar) =>
        scalar is BigInteger number ? KeyCost.OfLength(number.GetByteCount()) : KeyCost.One;

    private object ConvertOnce(object general, DeclaredType type)
    {
        ref ConvertedObjects.Entry entry = ref _made.FindOrAdd(general, type.Type, out bool known);
        if (known)
        {
            return Again(entry, type);
        }

        KeyCost others = _cost;
        _cost = default;
        object made = type.IsObject ? NaturalValues.From(this, general, type) : ConvertComposed(general, type);
        entry.Made = made;
        entry.Cost = _types.Of(made.GetType()).HashesByIdentity ? KeyCost.One : _cost.Around();
        _cost = others.With(entry.Cost);
        return made;
    }

    private object Again(in ConvertedObjects.Entry entry, DeclaredType type)
    {
        if (entry.Made is not { } made)
        {
            throw Error(entry.General, type, "it contains itself, which this type cannot");
        }

        bool isComplete = entry.Cost != default;
        _cost = _cost.With(isComplete ? entry.Cost
            : _types.Of(made.GetType()).HashesByIdentity ? KeyCost.One
            : KeyCost.Endless);
        return made;
    }

    private object ConvertComposed(object general, DeclaredType type)
    {
        if (general is PickleInstance instance && PythonCollections.ContentOf(instance) is { } content)
        {
            return Convert(content, type)!;
        }

        if (ArrayForms.Of(general) is { } array)
        {
            return ArrayConversion.Convert(this, array, general, type);
        }

        return (type.HasFrameworkForm ? FrameworkForms.Find(this, general, type) : null)
            ?? TupleConversion.TryConvert(this, general, type)
            ?? FSharpConversion.TryConvert(this, general, type)
            ?? DictionaryConversion.TryConvert(this, general, type)
            ?? SequenceConversion.TryConvert(this, general, type)
            ?? MemberConversion.TryConvert(this, general, type)
            ?? throw Error(general, type);
    }

    private PickleException TooCostly(string reason)
    {
        string path = _path.ToString();
        return new PickleException($"cannot convert '{path}' ({reason})", "UnpicklingError") { Path = path };
    }
}
