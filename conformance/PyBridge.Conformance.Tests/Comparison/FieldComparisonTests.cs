using System.Linq;
using NUnit.Framework;
using PyBridge.Conformance.Comparison;

namespace PyBridge.Conformance.Tests.Comparison;

internal sealed class FieldComparisonTests
{
    [TestCase("""{"a":1}""", """{"a":1}""", "")]
    [TestCase("""{"a":1}""", """{"a":2}""", "a")]
    [TestCase("""{"a":null}""", """{"a":null}""", "")]
    [TestCase("""{"a":null}""", """{}""", "a")]
    [TestCase("""{}""", """{"a":null}""", "a")]
    [TestCase("""{"a":null}""", """{"a":0}""", "a")]
    [TestCase("""{"a":0}""", """{"a":false}""", "a")]
    [TestCase("""{"a":1}""", """{"a":"1"}""", "a")]
    [TestCase("""{"a":[1,{"b":2}]}""", """{"a":[1,{"b":3}]}""", "a[1].b")]
    [TestCase("""{"a":[1]}""", """{"a":[1,2]}""", "a")]
    [TestCase("""{"a":[1,2]}""", """{"a":[2,1]}""", "a[0] a[1]")]
    public void Compare_Documents_NamesTheFieldsThatDiffer(string one, string other, string fields) =>
        Assert.That(
            string.Join(' ', FieldComparison.Compare(TestData.Object(one), TestData.Object(other)).Select(d => d.Field)),
            Is.EqualTo(fields));
}
