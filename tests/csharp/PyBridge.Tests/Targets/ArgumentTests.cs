using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>How arguments find their parameters, and what is said where they do not.</summary>
internal sealed class ArgumentTests : ProcessFixture
{
    private enum Level
    {
        Low = 1,
        High = 2,
    }

    [Test]
    public void Start_WithWrongArguments_SaysWhatPythonSays()
    {
        var expected = PythonScript.Run(PythonScript.Newest, "Targets/calls.py");
        var actual = new StringBuilder();
        Say(actual, none, [1]);
        Say(actual, none, [1, 2]);
        Say(actual, one, []);
        Say(actual, one, [1, 2]);
        Say(actual, two, []);
        Say(actual, two, [1]);
        Say(actual, two, [1, 2, 3]);
        Say(actual, three, []);
        Say(actual, three, [1]);
        Say(actual, optional, []);
        Say(actual, optional, [1, 2, 3, 4]);
        Say(actual, two, [1], ("a", 2));
        Say(actual, two, [1], ("x", 2));
        Say(actual, two, [], ("a", 1));
        Assert.That(actual.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public void Start_WithArgumentOfWrongType_NamesParameterAndTypes()
    {
        using var process = new Process(one, args: ["text"]);
        Assert.That(
            process.Start,
            Throws.TypeOf<TargetArgumentException>().With.Message.EqualTo(
                "one() argument 'a' must be System.Int32, not System.String"));
        Assert.That(process.ToString(), Does.EndWith(" initial>"));
    }

    [Test]
    public void Start_WithNullForValueType_IsRefused()
    {
        using var process = new Process(one, args: [null]);
        Assert.That(process.Start, Throws.TypeOf<TargetArgumentException>().With.Message.EndsWith(", not null"));
    }

    [Test]
    public void Start_WithWrongArgumentsForSecondOfMulticast_IsRefused()
    {
        Delegate both = Delegate.Combine((Action<int>)one, (Action<int>)one)!;
        using var process = new Process(both, args: []);
        Assert.That(process.Start, Throws.TypeOf<TargetArgumentException>());
    }

    [Test]
    public void Arguments_LeftOut_AreTheDefaults() =>
        Assert.That(Ran(Defaults, [PathOf("written")]), Is.EqualTo("text 2.5 High - 0"));

    [Test]
    public void Arguments_ByName_FindTheirParameters() =>
        Assert.That(
            Ran(Defaults, [PathOf("written")], ("level", Level.Low), ("text", null), ("number", 3)),
            Is.EqualTo(" 3 Low - 0"));

    [Test]
    public void Arguments_AllByName_FindTheirParameters() =>
        Assert.That(
            Ran(Defaults, [], ("nullable", 7), ("file", PathOf("written")), ("text", "t")), Is.EqualTo("t 2.5 High 7 0"));

    [Test]
    public void Arguments_ForParams_AreCollected()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ran(Sum, [PathOf("written")]), Is.EqualTo("0: 0"));
            Assert.That(Ran(Sum, [PathOf("written"), 1, 2, 3]), Is.EqualTo("3: 6"));
            Assert.That(Ran(Sum, [PathOf("written"), new long[] { 4, 5 }]), Is.EqualTo("2: 9"));
        }
    }

    [Test]
    public void Arguments_ForInParameters_Cross() =>
        Assert.That(Ran(TakeIn, [PathOf("written"), 5]), Is.EqualTo("5"));

    [Test]
    public void Arguments_OfNarrowerType_WidenAsTheyDoInCSharp() =>
        Assert.That(Ran(Widen, [PathOf("written"), (byte)1, 'a', 3f, 4]), Is.EqualTo("1 97 3 4"));

    [Test]
    public void Arguments_OfDerivedType_KeepIt() =>
        Assert.That(Ran(TakeObject, [PathOf("written"), new List<int> { 1, 2 }]), Is.EqualTo("List`1 2"));

    [Test]
    public void Arguments_ReferringToOneObject_StillDo()
    {
        var shared = new List<int> { 1 };
        Assert.That(Ran(TakeTwo, [PathOf("written"), shared, shared]), Is.EqualTo("True 2"));
    }

    [Test]
    public void Arguments_OfTwentyMegabytes_Cross()
    {
        var large = new byte[20 * 1024 * 1024];
        large[^1] = 9;
        Assert.That(Ran(TakeBytes, [PathOf("written"), large]), Is.EqualTo("20971520 9"));
    }

    [Test]
    public void Create_WithArgumentsThatCompilerChecks_Runs()
    {
        var file = PathOf("written");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Written.By(Process.Create(() => File.WriteAllText(file, "none")), file), Is.EqualTo("none"));
            Assert.That(Written.By(Process.Create(TakeIn2, file, 6), file), Is.EqualTo("6"));
        }
    }

    private static void TakeIn2(string file, int number) => File.WriteAllText(file, $"{number}");

    private static void Say(
        StringBuilder said, Delegate target, object?[] arguments, params (string Name, object? Value)[] named)
    {
        using var process = new Process(target, args: arguments, kwargs: Dictionary(named));
        var exception = Assert.Catch(process.Start)!;
        Assert.That(exception, Is.TypeOf<TargetArgumentException>());
        said.Append(exception.Message).Append('\n');
    }

    private static string Ran(Delegate target, object?[] arguments, params (string Name, object? Value)[] named)
    {
        var kwargs = Dictionary(named);
        var file = (string)(kwargs.TryGetValue("file", out var path) ? path! : arguments[0]!);
        return Written.By(new Process(target, args: arguments, kwargs: kwargs), file);
    }

    private static Dictionary<string, object?> Dictionary((string Name, object? Value)[] named)
    {
        var dictionary = new Dictionary<string, object?>();
        foreach (var (name, value) in named)
        {
            dictionary.Add(name, value);
        }

        return dictionary;
    }

    private static void Defaults(
        string file,
        string? text = "text",
        double number = 2.5,
        Level level = Level.High,
        int? nullable = null,
        Guid guid = default) =>
        File.WriteAllText(
            file, $"{text} {number} {level} {nullable?.ToString() ?? "-"} {(guid == Guid.Empty ? 0 : 1)}");

    private static void Sum(string file, params long[] numbers)
    {
        long sum = 0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        File.WriteAllText(file, $"{numbers.Length}: {sum}");
    }

    private static void TakeIn(string file, in int number) => File.WriteAllText(file, $"{number}");

    private static void Widen(string file, int a, long b, double c, decimal d) =>
        File.WriteAllText(file, $"{a} {b} {c} {d}");

    private static void TakeObject(string file, object value) =>
        File.WriteAllText(file, $"{value.GetType().Name} {((System.Collections.ICollection)value).Count}");

    private static void TakeTwo(string file, List<int> first, List<int> second)
    {
        first.Add(2);
        File.WriteAllText(file, $"{ReferenceEquals(first, second)} {second.Count}");
    }

    private static void TakeBytes(string file, byte[] bytes) => File.WriteAllText(file, $"{bytes.Length} {bytes[^1]}");

#pragma warning disable IDE1006 // The names are those of the Python functions whose texts are compared.
    private static void none()
    {
    }

    private static void one(int a) => _ = a;

    private static void two(int a, int b) => _ = a + b;

    private static void three(int a, int b, int c) => _ = a + b + c;

    private static void optional(int a, int b = 1, int c = 2) => _ = a + b + c;
#pragma warning restore IDE1006
}
