using System;
using NUnit.Framework;
using PyBridge.Wire;

namespace PyBridge.Tests.Wire;

/// <summary>Messages that name types which are not there: of another build, or by a hostile sender.</summary>
[TestFixture]
public sealed class LabelledTypesTests
{
    private static readonly string Here = typeof(LabelledTypesTests).Assembly.GetName().Name!;

    [Test]
    public void Resolve_WhatIsNotThere_SaysWhat()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Failure([], [], 1), Is.EqualTo("the message cannot be read: it names type 1 of 0"));
            Assert.That(Failure([new TypeLabel(3, 5, null)], []), Is.EqualTo("the message cannot be read: it names module 3 of 0"));
            Assert.That(
                Failure([new TypeLabel(0, 0, "No.Such, No.Such")], []),
                Does.StartWith("the message cannot be read: it names a type that is not here: ").And.Contain("No.Such"));
            Assert.That(
                Failure([new TypeLabel(0, 0x2000001, null)], [new ModuleLabel(Here, Guid.Empty)]),
                Is.EqualTo($"the message cannot be read: the assembly {Here} was built anew while the other process ran an earlier build"));
        });
    }

    private static string Failure(TypeLabel[] types, ModuleLabel[] modules, int number = 0) =>
        Assert.Throws<PickleException>(() => new LabelledTypes(types, modules, "the message").Resolve(number))!.Message;
}
