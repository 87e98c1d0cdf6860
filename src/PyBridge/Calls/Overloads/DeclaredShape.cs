using System;
using PyBridge.Pickle.Objects.Conversion;

namespace PyBridge.Calls.Overloads;

/// <summary>
/// A type as declared by a method's signature, read without loading it: the parent of a C# worker may have no CLR.
/// </summary>
/// <param name="Kind">What kind of value it takes.</param>
/// <param name="Name">Its name, as .NET prints types.</param>
/// <param name="IsValueType">Whether it excludes <c>None</c>.</param>
internal sealed record DeclaredShape(ShapeKind Kind, string Name, bool IsValueType)
{
    /// <summary>The type, for scalars.</summary>
    public Type? Scalar { get; init; }

    /// <summary>What its items, its values or the optional value must be.</summary>
    public DeclaredShape? Item { get; init; }

    /// <summary>How many dimensions it has, for <see cref="ShapeKind.Grid"/>.</summary>
    public int Rank { get; init; }

    /// <summary>What its keys must be.</summary>
    public DeclaredShape? Key { get; init; }

    /// <summary>For <see cref="ShapeKind.Impossible"/>, why no value can be one.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether it is passed by reference.</summary>
    public bool IsByReference { get; init; }

    /// <summary>What it is for, in the words of Python; <see langword="null"/> if that is not known.</summary>
    public string? Counterpart => Kind switch
    {
        ShapeKind.Scalar => Counterparts.Of(Scalar!),
        ShapeKind.Optional => Item!.Counterpart,
        ShapeKind.Sequence or ShapeKind.Grid => Counterparts.Items(Name, Item!.Scalar),
        ShapeKind.Dictionary => Counterparts.Entries,
        ShapeKind.Enum => Counterparts.EnumMember,
        ShapeKind.Members => Counterparts.Members,
        ShapeKind.Shared => Counterparts.OfShared(Name),
        _ => null,
    };

    public static DeclaredShape Of(Type scalar) =>
        new(ShapeKind.Scalar, scalar.ToString(), scalar.IsValueType) { Scalar = scalar };

    public static DeclaredShape Impossible(string name, string obstacle) =>
        new(ShapeKind.Impossible, name, IsValueType: true) { Obstacle = obstacle };

    public override string ToString() => Name;
}
