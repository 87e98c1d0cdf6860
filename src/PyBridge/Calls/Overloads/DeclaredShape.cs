using System;

namespace PyBridge.Calls.Overloads;

/// <summary>
/// A type as a method's signature declares it, read without loading it: the parent of a C# worker may have no CLR.
/// </summary>
/// <param name="Kind">What it takes.</param>
/// <param name="Name">Its name, as .NET shows types.</param>
/// <param name="IsValueType">Whether <c>None</c> cannot be one.</param>
internal sealed record DeclaredShape(ShapeKind Kind, string Name, bool IsValueType)
{
    /// <summary>The type, for scalars.</summary>
    public Type? Scalar { get; init; }

    /// <summary>What its items, its values or the optional value have to be.</summary>
    public DeclaredShape? Item { get; init; }

    /// <summary>What its keys have to be.</summary>
    public DeclaredShape? Key { get; init; }

    /// <summary>Why no value can be one, for <see cref="ShapeKind.Impossible"/>.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether it is passed by reference.</summary>
    public bool IsByReference { get; init; }

    public static DeclaredShape Of(Type scalar) =>
        new(ShapeKind.Scalar, scalar.ToString(), scalar.IsValueType) { Scalar = scalar };

    public static DeclaredShape Impossible(string name, string obstacle) =>
        new(ShapeKind.Impossible, name, IsValueType: true) { Obstacle = obstacle };

    public override string ToString() => Name;
}
