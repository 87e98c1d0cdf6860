using System;
using System.Collections.Generic;
using NUnit.Framework;
using PyBridge.Pickle;
using PyBridge.Pickle.Values;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

[TestFixture]
public sealed class PickleReaderStackTests
{
    [Test]
    public void Load_Lists_HoldTheirItems()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Load("]."), Is.Empty.And.TypeOf<List<object?>>());
            Assert.That(Load(@"]K\x01a."), Is.EqualTo(new[] { 1L }));
            Assert.That(Load(@"](K\x01K\x02e(K\x03e."), Is.EqualTo(new[] { 1L, 2L, 3L }).AsCollection);
            Assert.That(Load(@"(K\x01K\x02l."), Is.EqualTo(new[] { 1L, 2L }).AsCollection);
            Assert.That(Load("](e."), Is.Empty);
        });
    }

    [TestCase(").", 0)]
    [TestCase(@"K\x01\x85.", 1)]
    [TestCase(@"K\x01K\x02\x86.", 2)]
    [TestCase(@"K\x01K\x02K\x03\x87.", 3)]
    [TestCase(@"(K\x01K\x02K\x03K\x04t.", 4)]
    public void Load_Tuple_HoldsItsItems(string pickle, int count)
    {
        var tuple = (PickleTuple)Load(pickle)!;

        Assert.That(tuple, Has.Count.EqualTo(count));
        for (int i = 0; i < count; i++)
        {
            Assert.That(tuple[i], Is.EqualTo(i + 1L));
        }
    }

    [TestCase(@"}N\x88s\x89Ns.")]
    [TestCase(@"}(N\x88\x89Nu.")]
    [TestCase(@"(N\x88\x89Nd.")]
    public void Load_Dictionary_HoldsItsEntriesInOrder(string pickle)
    {
        var dictionary = (PickleDictionary)Load(pickle)!;

        Assert.That(dictionary, Is.EqualTo(new KeyValuePair<object?, object?>[] { new(null, true), new(false, null) })
            .AsCollection);
    }

    [Test]
    public void Load_RepeatedKey_KeepsItsPlaceAndTakesTheLastValue()
    {
        var dictionary = (PickleDictionary)Load(@"}(K\x01NNN\x88K\x07u.")!;

        Assert.That(dictionary, Is.EqualTo(new KeyValuePair<object?, object?>[] { new(1L, 7L), new(null, null) })
            .AsCollection);
    }

    [Test]
    public void Load_Sets_HoldTheirItemsOnce()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Load(@"\x8f(K\x01K\x02K\x01\x90."), Is.EqualTo(new[] { 1L, 2L }).AsCollection
                .And.TypeOf<PickleSet>());
            Assert.That(Load(@"(K\x01K\x02K\x01\x91."), Is.EqualTo(new[] { 1L, 2L }).AsCollection
                .And.TypeOf<PickleFrozenSet>());
            Assert.That(Load(@"c__builtin__\nset\n]K\x05a\x85R."), Is.EqualTo(new[] { 5L }).AsCollection
                .And.TypeOf<PickleSet>());
            Assert.That(Load(@"c__builtin__\nfrozenset\n)R."), Is.Empty.And.TypeOf<PickleFrozenSet>());
        });
    }

    [TestCase(@"K\x010N.", null)]
    [TestCase(@"K\x01(NN1.", 1L)]
    [TestCase(@"K\x01(0.", 1L)]
    [TestCase(@"K\x012\x86)0.", "tuple")]
    public void Load_StackInstructions_Do(string pickle, object? expected)
    {
        object? value = Load(pickle);

        Assert.That(value is PickleTuple ? "tuple" : value, Is.EqualTo(expected));
    }

    [TestCase(".", 0)]
    [TestCase("0.", 0)]
    [TestCase("2.", 0)]
    [TestCase("(.", 1)]
    [TestCase("(2.", 1)]
    [TestCase("N(2.", 2)]
    [TestCase("N1.", 1)]
    [TestCase("a", 0)]
    [TestCase("N(a.", 2)]
    [TestCase("Na.", 1)]
    [TestCase("NNa.", 2)]
    [TestCase("(e.", 1)]
    [TestCase("(u.", 1)]
    [TestCase(@"(\x90.", 1)]
    [TestCase("(Ne.", 2)]
    [TestCase("N(Ne.", 3)]
    [TestCase("](N(Nee.", 5)]
    [TestCase("t.", 0)]
    [TestCase(@"\x85.", 0)]
    [TestCase(@"N\x86.", 1)]
    [TestCase(@"N(N\x86.", 3)]
    [TestCase("}(Nu.", 3)]
    [TestCase("(Nd.", 2)]
    [TestCase("N(NNu.", 4)]
    [TestCase("NNNs.", 3)]
    [TestCase("}]Ns.", 3)]
    [TestCase("}}Ns.", 3)]
    [TestCase(@"}\x8fNs.", 3)]
    [TestCase(@"}]\x85Ns.", 4)]
    [TestCase(@"N(K\x01\x90.", 4)]
    [TestCase(@"\x8f(]\x90.", 3)]
    [TestCase(@"(]\x91.", 2)]
    [TestCase("N", 1)]
    [TestCase("", 0)]
    [TestCase(@"\xff", 0)]
    public void Load_MisusedStack_IsRefusedAtThatInstruction(string pickle, int offset)
    {
        Assert.That(Refused(pickle).Offset, Is.EqualTo(offset));
    }

    [Test]
    public void Load_EndBetweenInstructions_IsEofError()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Refused("").PythonType, Is.EqualTo("EOFError"));
            Assert.That(Refused("N").PythonType, Is.EqualTo("EOFError"));
            Assert.That(Refused("NK").PythonType, Is.EqualTo("UnpicklingError"));
        });
    }

    [Test]
    public void Load_ProtocolAndFrames_AreChecked()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Load(@"\x80\x05\x95" + Little(2UL) + "N."), Is.Null);
            Assert.That(Refused(@"\x80\x06N.").Message, Is.EqualTo("unsupported pickle protocol: 6"));
            Assert.That(Refused(@"\x80\x04\x95" + Little(3UL) + "N.").Offset, Is.EqualTo(2));
            Assert.That(Refused(@"\x95" + Little(ulong.MaxValue) + "N.").Offset, Is.Zero);
        });
    }

    [Test]
    public void Load_TwoPicklesInOneBuffer_AreReadOneAfterTheOther()
    {
        byte[] both = Bytes(@"\x80\x04K\x01.\x80\x04K\x02.");

        object? first = PickleReader.Load(both, null, out int consumed);
        object? second = PickleReader.Load(both.AsMemory(consumed));

        Assert.That((first, second, consumed), Is.EqualTo(((object)1L, (object)2L, 5)));
        Assert.That(Refused(both).Offset, Is.EqualTo(5));
        Assert.That(PickleReader.Load(both, new PickleReaderOptions { AllowTrailingBytes = true }), Is.EqualTo(1L));
    }

    [Test]
    public void Load_BeyondMaxSize_IsRefused()
    {
        var options = new PickleReaderOptions { Limits = new PickleLimits { MaxSize = 2 } };

        Assert.That(Load("N.", options), Is.Null);
        Assert.That(Refused("N0.", options).Message, Is.EqualTo("the pickle is larger than 2 bytes"));
    }
}
