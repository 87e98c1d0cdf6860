using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleReaderMemoTests
{
    [TestCase(@"]\x94h\x00\x86.")]
    [TestCase(@"]q\x07h\x07\x86.")]
    [TestCase(@"]p7\ng7\n\x86.")]
    [TestCase(@"]r\x07\x00\x00\x00j\x07\x00\x00\x00\x86.")]
    [TestCase(@"]r\xff\xff\xff\xffj\xff\xff\xff\xff\x86.")]
    [TestCase(@"]p99999999999\ng99999999999\n\x86.")]
    [TestCase(@"]2\x86.")]
    public void Load_RememberedValue_IsTheSameObject(string pickle)
    {
        var tuple = (PickleTuple)Load(pickle)!;

        Assert.That(tuple[1], Is.SameAs(tuple[0]));
    }

    [Test]
    public void Load_None_CanBeRemembered()
    {
        Assert.That(Load(@"Nq\x01]h\x01a."), Is.EqualTo(new object?[] { null }));
    }

    [Test]
    public void Load_ListInItself_IsCyclic()
    {
        var list = (List<object?>)Load(@"]\x94h\x00a.")!;

        Assert.That(list[0], Is.SameAs(list));
    }

    [Test]
    public void Load_MemoizeAfterPut_TakesTheNextNumber()
    {
        // CPython numbers by how many there are: one at 5, so the next is 1; a second one at 5 counts no more.
        Assert.That(Load(@"K\x01q\x05q\x050K\x02\x94h\x01."), Is.EqualTo(2L));
    }

    [Test]
    public void Load_PutTwice_LastOneWins()
    {
        Assert.That(Load(@"K\x01q\x000K\x02q\x000h\x00."), Is.EqualTo(2L));
    }

    [Test]
    public void Load_PutFarThenNear_FindsBoth()
    {
        // The first goes into the table of sparse ones; the array then grows past its index.
        string pickle = @"\x8c\x03farr" + Little(200U) + "0";
        for (uint i = 0; i < 199; i++)
        {
            pickle += "Nr" + Little(i) + "0";
        }

        Assert.That(Load(pickle + @"K\x01r" + Little(201U) + "0j" + Little(200U) + "."), Is.EqualTo("far"));
    }

    [TestCase(@"h\x05.", 0)]
    [TestCase(@"g5\n.", 0)]
    [TestCase(@"j\xff\xff\xff\xff.", 0)]
    [TestCase(@"\x94.", 0)]
    [TestCase(@"q\x01.", 0)]
    [TestCase(@"Np-1\n.", 1)]
    [TestCase(@"Np\n.", 1)]
    [TestCase(@"Np9999999999999999999\n.", 1)]
    [TestCase(@"Npx\n.", 1)]
    [TestCase(@"N(\x94.", 2)]
    public void Load_MisusedMemo_IsRefused(string pickle, int offset)
    {
        Assert.That(Refused(pickle).Offset, Is.EqualTo(offset));
    }

    [Test]
    public void Load_BeyondMaxMemo_IsRefused()
    {
        var options = new PickleReaderOptions { Limits = new PickleLimits { MaxMemo = 2 } };

        Assert.That(Load(@"N\x94\x94.", options), Is.Null);
        Assert.That(Refused(@"N\x94\x94\x94.", options).Offset, Is.EqualTo(3));
    }
}
