using System;
using NUnit.Framework;
using PyBridge.Pickle;
using static PyBridge.Tests.Pickle.HandWritten;

namespace PyBridge.Tests.Pickle;

/// <summary>What is said of each way in which bytes can be no pickle; CPython's words where it has some.</summary>
[TestFixture]
public sealed class PickleMessageTests
{
    [TestCase("0.", "unpickling stack underflow")]
    [TestCase("]Na0a.", "unpickling stack underflow")]
    [TestCase("](a.", "unexpected MARK found")]
    [TestCase("N(a.", "unexpected MARK found")]
    [TestCase("e.", "could not find MARK")]
    [TestCase("t.", "could not find MARK")]
    [TestCase("N(Ne.", "items can be appended to lists and objects only")]
    [TestCase("NNa.", "items can be appended to lists and objects only")]
    [TestCase("N(NNu.", "items can be set in dictionaries and objects only")]
    [TestCase("]NNs.", "items can be set in dictionaries and objects only")]
    [TestCase(@"](N\x90.", "items can be added to sets only")]
    [TestCase("}(Nu.", "odd number of items for SETITEMS")]
    [TestCase("(NNNd.", "odd number of items for DICT")]
    [TestCase("NQ.", "A load persistent id instruction was encountered, but no persistent_load function was specified.")]
    [TestCase(@"Pa\n.", "A load persistent id instruction was encountered, but no persistent_load function was specified.")]
    [TestCase(@"\x97.", "pickle stream refers to out-of-band data but no *buffers* argument was given")]
    [TestCase(@"N\x98.", "only bytes can be made read-only")]
    [TestCase(@"h\x05.", "Memo value not found at index 5")]
    [TestCase(@"g70000\n.", "Memo value not found at index 70000")]
    [TestCase(@"Np-1\n.", "a memo index must be a number that is not negative")]
    [TestCase(@"gx\n.", "a memo index must be a number that is not negative")]
    [TestCase(@"\x8b\xff\xff\xff\xff.", "LONG pickle has negative byte count")]
    [TestCase(@"T\xff\xff\xff\xff.", "BINSTRING pickle has negative byte count")]
    [TestCase(@"Ix\n.", "could not convert string to int")]
    [TestCase(@"L1.5L\n.", "could not convert string to int")]
    [TestCase(@"Fx\n.", "could not convert string to float")]
    [TestCase(@"U\x01\xff.", "the text is not ASCII")]
    [TestCase(@"\x8c\x01\xff.", "the text is not UTF-8")]
    [TestCase(@"V\\u12\n.", @"a \u escape of the text is malformed")]
    [TestCase(@"Sx\n.", "the STRING opcode argument must be quoted, escaped ASCII")]
    [TestCase(@"NN\x93.", "STACK_GLOBAL requires str")]
    [TestCase(@"c\n\n.", "the name of a global is empty or not UTF-8")]
    [TestCase(@"ca\n\xff\n.", "the name of a global is empty or not UTF-8")]
    [TestCase(@"ca\nb\nNR.", "argument list must be a tuple")]
    [TestCase(@"ca\nb\n]\x81.", "argument list must be a tuple")]
    [TestCase("N)R.", "only a global or an object can be called")]
    [TestCase(@"ca\nb\n)N\x92.", "NEWOBJ_EX kwargs argument must be a dict")]
    [TestCase("]Nb.", "only an object can be given a state")]
    [TestCase(@"ca\nb\n)R]b]b.", "an object can be given one state only")]
    [TestCase(@"\x82\x05.", "unregistered extension code 5")]
    [TestCase(@"\x83\x00\x01.", "unregistered extension code 256")]
    [TestCase("N.N", "bytes follow the pickle")]
    [TestCase("}]Ns.", "unhashable type: 'list'")]
    [TestCase("}}Ns.", "unhashable type: 'dict'")]
    [TestCase(@"}\x8fNs.", "unhashable type: 'set'")]
    [TestCase(@"(\x96\x00\x00\x00\x00\x00\x00\x00\x00\x91.", "unhashable type: 'bytearray'")]
    public void Load_NoPickle_SaysWhy(string pickle, string message)
    {
        Assert.That(Refused(pickle).Message, Is.EqualTo(message));
    }

    [Test]
    public void Load_BeyondALimit_NamesTheLimit()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Refused("N0.", With(new() { MaxSize = 2 })).Message, Is.EqualTo("the pickle is larger than 2 bytes"));
            Assert.That(Refused(@"N\x94\x94.", With(new() { MaxMemo = 1 })).Message, Is.EqualTo("the memo holds more than 1 values"));
            Assert.That(Refused("(((.", With(new() { MaxDepth = 2 })).Message, Is.EqualTo("more than 2 marks are open"));
            Assert.That(
                Refused(@"I1000000000000000000000\n.", With(new() { MaxIntegerDigits = 21 })).Message,
                Is.EqualTo("exceeds the limit (21 digits) for integer string conversion"));
        });
    }

    [Test]
    public void Dump_MoreThanAnArrayHolds_IsRefusedBeforeItIsCopied()
    {
        // The memory is never touched, so the system does not provide it.
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 6L << 30)
        {
            Assert.Ignore("this machine allows no arrays of 2 GiB");
        }

        Assert.Multiple(() =>
        {
            Assert.That(TextOfDumping(new byte[Array.MaxLength]), Is.EqualTo("the pickle is larger than 2 GiB"));
            Assert.That(TextOfDumping(new string('\0', 800_000_000)), Is.EqualTo("the text is larger than 2 GiB"));
        });
    }

    private static PickleReaderOptions With(PickleLimits limits) => new() { Limits = limits };

    private static string TextOfDumping(object value)
    {
        PickleException error = Assert.Throws<PickleException>(() => GeneralPickler.Dump(value))!;
        Assert.That(error.PythonType, Is.EqualTo("OverflowError"));
        return error.Message;
    }
}
