using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using NUnit.Framework;
using PyBridge.Pickle.Objects;
using PyBridge.Pickle.Objects.Codecs;

namespace PyBridge.Tests.Pickle.Objects;

/// <summary>
/// What a trimmed program has to keep stands in attributes, which cannot be derived from the code: here they are held
/// against the types that the code knows.
/// </summary>
[TestFixture]
public class KeptMembersTests
{
    private static readonly Assembly[] CollectionAssemblies =
    [
        typeof(object).Assembly,
        Assembly.Load("System.Collections"),
        Assembly.Load("System.Collections.Concurrent"),
        Assembly.Load("System.Collections.Immutable"),
        Assembly.Load("System.ObjectModel"),
    ];

    [Test]
    public void KeepCollections_NamesEveryCollectionThatHasACodec()
    {
        string[] known = [.. PublicTypes().Where(IsFilledThroughMembers).Select(type => type.FullName!).Order()];

        Assert.That(known, Has.Length.GreaterThan(20));
        Assert.That(known.Except(Kept(nameof(FrameworkMembers.KeepCollections))), Is.Empty);
    }

    [Test]
    public void KeepCollections_NamesTheFactoryOfEveryImmutableAndFrozenCollection()
    {
        var factories = PublicTypes()
            .Where(type => type.IsClass && type.IsAbstract && type.IsSealed)
            .ToDictionary(type => type.FullName!);
        string[] needed =
        [
            .. PublicTypes()
                .Where(type => type.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen")
                .Where(type => FrameworkCollections.KindOf(type.Namespace, type.Name) != CollectionKind.None)
                .Select(type => type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)])
                .Where(factories.ContainsKey),
        ];

        Assert.That(needed, Has.Length.GreaterThan(5));
        Assert.That(needed.Except(Kept(nameof(FrameworkMembers.KeepCollections))), Is.Empty);
    }

    [Test]
    public void KeepFields_NamesEveryGenericTypeThatCrossesByItsFields()
    {
        string[] known =
        [
            .. PublicTypes()
                .Where(type => type.IsGenericTypeDefinition && !type.IsInterface && !type.IsNested)
                .Where(type => FrameworkCollections.KindOf(type.Namespace, type.Name) == CollectionKind.None)
                .Where(type => PlainTypes.IsNamed(type) && ObjectFields.Of(type).Length > 0)
                .Select(type => type.FullName!),
        ];

        Assert.That(known, Has.Length.GreaterThan(20));
        Assert.That(known.Except(Kept(nameof(FrameworkMembers.KeepFields))), Is.Empty);
    }

    [TestCase(nameof(FrameworkMembers.KeepFields))]
    [TestCase(nameof(FrameworkMembers.KeepCollections))]
    public void Kept_NamesThereAre(string method)
    {
        var there = CollectionAssemblies.SelectMany(assembly => assembly.GetTypes()).Select(type => type.FullName!);

        Assert.That(Kept(method).Except(there), Is.Empty);
    }

    private static IEnumerable<Type> PublicTypes() =>
        CollectionAssemblies.SelectMany(assembly => assembly.GetExportedTypes());

    private static bool IsFilledThroughMembers(Type type) =>
        !type.IsInterface && !type.IsValueType
        && FrameworkCollections.KindOf(type.Namespace, type.Name) != CollectionKind.None;

    private static IEnumerable<string> Kept(string method) =>
        typeof(FrameworkMembers).GetMethod(method)!.GetCustomAttributes<DynamicDependencyAttribute>()
            .Select(kept => kept.Type?.FullName ?? kept.TypeName!.Replace(".Builder", "+Builder", StringComparison.Ordinal));
}
