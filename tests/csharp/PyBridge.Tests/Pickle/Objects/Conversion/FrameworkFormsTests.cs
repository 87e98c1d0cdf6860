using System;
using System.Collections.Generic;
using System.Dynamic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Mail;
using System.Net.NetworkInformation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using PyBridge.Pickle.Objects.Conversion;
using PyBridge.Pickle.Values;

namespace PyBridge.Tests.Pickle.Objects.Conversion;

/// <summary>Classes of .NET's own that have a counterpart in Python's standard library; docs/values.md has one of each.</summary>
[TestFixture]
public sealed class FrameworkFormsTests
{
    [TestCase("""{"a":[1,2.0,1E+300,null,true,"x\u0001"],"b":{}}""")]
    [TestCase("123456789012345678901234567890")]
    [TestCase("\"text\"")]
    [TestCase("-0.0")]
    public void Json_ToPythonAndBack_IsTheSame(string text)
    {
        object? general = ToPython(JsonNode.Parse(text)!);

        Assert.That(ToPython(JsonElement.Parse(text)), Is.EqualTo(general));
        Assert.That(JsonNode.DeepEquals(FromPython<JsonNode>(general), JsonNode.Parse(text)));
        Assert.That(FromPython<JsonElement>(general).GetRawText(), Is.EqualTo(JsonElement.Parse(text).GetRawText()));
        using JsonDocument document = FromPython<JsonDocument>(general);
        Assert.That(JsonElement.DeepEquals(document.RootElement, JsonElement.Parse(text)));
    }

    [Test]
    public void Json_DeeperThanItsOwnLimit_Crosses()
    {
        string text = new string('[', 500) + new string(']', 500);
        var node = JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = 500 })!;

        Assert.That(FromPython<JsonNode>(ToPython(node)).ToJsonString(), Is.EqualTo(text));
        Assert.That(Crossing.Send(node).ToJsonString(), Is.EqualTo(text));
    }

    [Test]
    public void Json_DeclaredNode_HasToBeThatNode()
    {
        Assert.That(FromPython<JsonObject>(new PickleDictionary { { "a", null } }).ToJsonString(), Is.EqualTo("""{"a":null}"""));
        Assert.That(() => FromPython<JsonObject>(new List<object?>()), Throws.TypeOf<PickleException>().With.Message.Contains("from list"));
        Assert.That(Crossing.Send(new JsonObject { ["a"] = 1 })["a"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(Crossing.Send<JsonValue>(JsonValue.Create(5))!.GetValue<int>(), Is.EqualTo(5));
    }

    [Test]
    public void Json_WithoutAValue_IsRefusedWithThePath()
    {
        Assert.That(() => ToPython(new object[] { default(JsonElement) }), Refused("item[0]"));
        Assert.That(() => ToPython(new JsonArray(JsonValue.Create(double.NaN))), Refused("item[0]"));
        var closed = JsonDocument.Parse("[1]");
        closed.Dispose();
        Assert.That(() => ToPython(closed), Refused("item"));
        Assert.That(() => Crossing.Send(closed), Throws.TypeOf<PickleException>());
    }

    [Test]
    public void Json_IntegerThatIsTooLong_IsRefused()
    {
        var longest = BigInteger.Pow(10, 4299);
        Assert.That(ToPython(FromPython<JsonNode>(longest)), Is.EqualTo(longest));
        Assert.That(() => FromPython<JsonNode>(BigInteger.Pow(2, 8_000_000)), Refused("an integer of more than 4300 digits is too long for JSON"));
        Assert.That(() => ToPython(JsonElement.Parse(new string('9', 4302))), Refused("an integer of more than 4300 digits is too long for JSON"));
    }

    [Test]
    public void Json_OfWhatItHasNoFormFor_NamesThePlace()
    {
        var general = new PickleDictionary { { "a", new List<object?> { 1L, new byte[] { 1 } } } };
        Assert.That(() => FromPython<JsonNode>(general), Throws.TypeOf<PickleException>().With.Message.Contains("x['a'][1]"));
        Assert.That(() => FromPython<JsonNode>(new PickleDictionary { { 1L, 2L } }), Refused("(a name in JSON is text)"));
    }

    [Test]
    public void Json_DeeperThanTheStack_IsRefused()
    {
        var deep = new List<object?>();
        for (int i = 0; i < 1_000_000; i++)
        {
            deep = [deep];
        }

        Assert.That(() => FromPython<JsonElement>(deep), Refused("(it is nested too deeply)"));
    }

    [Test]
    public void Shared_JsonNode_StaysOneObject()
    {
        var node = new JsonArray(1);
        var general = (List<object?>)ToPython(new object[] { node, node })!;
        Assert.That(general[0], Is.SameAs(general[1]));
    }

    [Test]
    public void Addresses_ToDotNet_AreWhole()
    {
        foreach (object value in new object[]
        {
            IPAddress.Parse("fe80::1%3"), IPAddress.Any, IPNetwork.Parse("192.168.0.0/16"), IPEndPoint.Parse("[::1]:443"),
            PhysicalAddress.Parse("00-11-22-33-44-55"), new MailAddress("a@example.org", "A B"),
        })
        {
            Assert.That(Crossing.SendAsObject(value), Is.EqualTo(value));
        }
    }

    [Test]
    public void Address_AsItsNumber_IsTheAddress()
    {
        Assert.That(FromPython<IPAddress>(Address("IPv4Address", 0L)), Is.EqualTo(IPAddress.Any));
        Assert.That(FromPython<IPAddress>(Address("IPv4Address", 0xFFFFFFFFL)), Is.EqualTo(IPAddress.Broadcast));
        Assert.That(FromPython<IPAddress>(Address("IPv6Address", 1L)), Is.EqualTo(IPAddress.IPv6Loopback));
        Assert.That(FromPython<IPAddress>(Address("IPv6Address", BigInteger.Pow(2, 127))), Is.EqualTo(IPAddress.Parse("8000::")));
        Assert.That(() => FromPython<IPAddress>(Address("IPv4Address", 1L << 32)), Throws.TypeOf<PickleException>());
        Assert.That(() => FromPython<IPAddress>(Address("IPv4Address", -1L)), Throws.TypeOf<PickleException>());
    }

    [TestCase("1")]
    [TestCase("127.1")]
    [TestCase("")]
    public void Address_InAFormThatPythonRefuses_IsRefused(string text) =>
        Assert.That(() => FromPython<IPAddress>(text), Throws.TypeOf<PickleException>());

    [Test]
    public void File_OfARelativePath_CrossesWithTheFullOne()
    {
        Assert.That(Crossing.Send(new FileInfo("a")).FullName, Is.EqualTo(Path.GetFullPath("a")));
        Assert.That(((PickleInstance)ToPython(new FileInfo("a"))!).Args[0], Is.EqualTo(Path.GetFullPath("a")));
    }

    [Test]
    public void Index_BehindTheLastItem_IsRefusedButAsAnEnd()
    {
        Assert.That(() => ToPython(^0), Refused("item: System.Index (^0 is behind the last item, for which Python has no index)"));
        Assert.That(() => ToPython(^0..), Refused("item"));
        Assert.That(((PickleInstance)ToPython(2..)!).Args.Items.ToArray(), Is.EqualTo(new object?[] { 2L, null, null }));
        Assert.That(FromPython<Index>(-3L), Is.EqualTo(^3));
    }

    [Test]
    public void Dictionary_ForAnExpandoObject_BecomesItsMembers()
    {
        dynamic made = FromPython<ExpandoObject>(new PickleDictionary { { "A", new List<object?> { 1L } } });
        Assert.That((object)made.A, Is.EqualTo(new List<object?> { 1L }));
        Assert.That(() => FromPython<ExpandoObject>(new PickleDictionary { { 1L, 2L } }), Refused("(the name of a member is text)"));
    }

    [Test]
    public void Memory_ForNumpy_IsAnArray()
    {
        var writer = new PythonValueWriter(arrays: PythonArrays.Numpy);
        Assert.That(writer.ToGeneral(new Memory<double>([1]), "item"), Is.InstanceOf<PickleInstance>());
        Assert.That(writer.ToGeneral(new ReadOnlyMemory<byte>([1]), "item"), Is.InstanceOf<PickleInstance>());
    }

    [Test]
    public void Zone_OfTheSystem_IsAZoneInfo()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var general = (PickleInstance)ToPython(zone)!;
        Assert.That(general.Class, Is.EqualTo(new PickleGlobal("zoneinfo", "ZoneInfo")));
        Assert.That(general.Args[0], Is.EqualTo("Europe/Berlin"));
        var own = TimeZoneInfo.CreateCustomTimeZone("mine", TimeSpan.FromHours(1), "mine", "mine");
        Assert.That(() => ToPython(own), Refused("item"));
    }

    [Test]
    public void WithoutACounterpart_TheErrorSaysWhatToPass()
    {
        Assert.That(() => ToPython(CultureInfo.InvariantCulture), Refused("(Python has no counterpart; pass its Name)"));
        Assert.That(() => ToPython(Encoding.UTF8), Refused("(Python has no counterpart; pass its WebName, which names a codec there)"));
    }

    private static PickleInstance Address(string name, object number) =>
        new(PickleInstanceKind.Call, new PickleGlobal("ipaddress", name), new PickleTuple(number));

    private static ContainsConstraint Refused(string text) =>
        Throws.TypeOf<PickleException>().With.Message.Contains(text);

    private static object? ToPython(object value) => new PythonValueWriter().ToGeneral(value, "item");

    private static T FromPython<T>(object? general) => (T)new ValueConverter().Convert(general, typeof(T), "x")!;
}
