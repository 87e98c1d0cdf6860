using System;
using System.Collections.Generic;
using Acme.Shapes;
using Microsoft.FSharp.Core;
using NUnit.Framework;
using PyBridge.Connections;
using PyBridge.Pickle;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects;

/// <summary>Values of F#: to another process of .NET, to Python, and from there.</summary>
[TestFixture]
public sealed class FSharpTests
{
    private static IEnumerable<TestCaseData> Values()
    {
        (string Name, object? Value)[] values =
        [
            ("record", Samples.drawing.Origin!.Value), ("list", Samples.numbers), ("Map", Samples.squares),
            ("Set", Samples.primes), ("Some", Samples.some), ("None", Samples.none), ("ValueSome", Samples.valueSome),
            ("ValueNone", Samples.valueNone), ("Result", Samples.ok), ("union", Shape.NewBox(1, 2)),
            ("case without fields", Shape.Nothing), ("struct union", Samples.metres), ("all", Samples.drawing),
        ];
        foreach ((string name, object? value) in values)
        {
            yield return new TestCaseData(value).SetArgDisplayNames(name);
        }
    }

    [TestCaseSource(nameof(Values))]
    public void Send_ValueOfFSharp_ArrivesWhole(object? value)
    {
        object? copy = Crossing.SendAsObject(value);

        Assert.That(copy, Is.EqualTo(value));
        if (copy is Drawing drawing)
        {
            Assert.That(Samples.isWhole(drawing));
        }
    }

    [TestCaseSource(nameof(Values))]
    public void Convert_ValueOfFSharp_ComesBackFromPython(object? value)
    {
        ReadOnlyMemory<byte> pickle = PythonValueWriter.Dump(value, "item");
        Type type = value?.GetType() ?? typeof(FSharpOption<int>);
        Type declared = typeof(Shape).IsAssignableFrom(type) ? typeof(Shape) : type;

        Assert.That(new ValueConverter().Convert(PickleReader.Load(pickle), declared, "item"), Is.EqualTo(value));
    }

    [Test]
    public void Dump_ValuesOfFSharp_ArePythonsOwn()
    {
        var drawing = (PickleDictionary)General(Samples.drawing)!;
        var shapes = (List<object?>)drawing["Shapes"]!;

        Assert.That(((PickleDictionary)shapes[1]!)["case"], Is.EqualTo("Box"));
        Assert.That(((PickleDictionary)shapes[1]!)["height"], Is.EqualTo(3.0));
        Assert.That(((PickleDictionary)shapes[2]!).Count, Is.EqualTo(1));
        Assert.That(((PickleDictionary)((PickleDictionary)drawing["ByName"]!)["b"]!)["case"], Is.EqualTo("Nothing"));
        Assert.That(drawing["Tags"], Is.InstanceOf<PickleSet>().And.Count.EqualTo(2));
        Assert.That(((PickleDictionary)drawing["Origin"]!)["X"], Is.EqualTo(7));
        Assert.That(((PickleDictionary)drawing["Checked"]!)["case"], Is.EqualTo("Error"));
        Assert.That(General(Samples.some), Is.EqualTo(5));
        Assert.That(General(Samples.none), Is.Null);
        Assert.That(General(Samples.valueNone), Is.Null);
        Assert.That(General(Samples.squares), Is.InstanceOf<PickleDictionary>().And.Count.EqualTo(100));
    }

    [Test]
    public void Convert_DictThatIsNoCase_SaysWhat()
    {
        Assert.That(
            () => Connection.Load<Shape>(PythonValueWriter.Dump(new Dictionary<string, object> { ["case"] = "Star" }, "x")),
            Throws.TypeOf<PickleException>().With.Message.Contains("it has no case 'Star'"));
        Assert.That(
            () => Connection.Load<Shape>(PythonValueWriter.Dump(new Dictionary<string, object> { ["case"] = "Circle" }, "x")),
            Throws.TypeOf<PickleException>().With.Message.Contains("there is no value for 'radius'"));
        Assert.That(
            () => Connection.Load<Shape>(PythonValueWriter.Dump(new Dictionary<string, object> { ["name"] = "Circle" }, "x")),
            Throws.TypeOf<PickleException>().With.Message.Contains("(a dict with 'case' is wanted)"));
        var more = new Dictionary<string, object> { ["case"] = "Circle", ["radius"] = 1.0, ["colour"] = "red" };
        Assert.That(
            () => Connection.Load<Shape>(PythonValueWriter.Dump(more, "x")),
            Throws.TypeOf<PickleException>().With.Message.Contains("(the case has 1 fields)"));
    }

    private static object? General(object? value) => new PythonValueWriter().ToGeneral(value, "item");
}
